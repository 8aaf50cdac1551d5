package dev.recsim.fit.model;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.fit.drift.ResponseDrift;
import dev.recsim.fit.gap.StateGap;
import dev.recsim.fit.log.Collected;
import dev.recsim.fit.log.FitModelProvider;
import dev.recsim.fit.log.Fitted;
import dev.recsim.fit.log.Fitter;
import dev.recsim.fit.log.Requirements;
import dev.recsim.fit.log.Vocabulary;
import dev.recsim.fit.response.KindsFit;
import dev.recsim.fit.response.ResponseCounts;
import dev.recsim.fit.response.ResponseKind;
import dev.recsim.fit.response.ResponseKinds;
import dev.recsim.fit.response.ResponseModel;
import dev.recsim.fit.response.ShownSession;
import dev.recsim.logs.Log;
import dev.recsim.logs.LoggedSession;
import dev.recsim.logs.LoggedSession.End;
import dev.recsim.random.RandomKey;
import java.util.List;

/** Provider of {@code responses}. */
@Description("Responses to one document at a time, as a transition matrix with beta priors.")
public final class ResponsesProvider implements FitModelProvider<ResponsesProvider.Options> {
  private static final String AUTO = "auto";
  private static final int MOST = 20;

  /** Options of {@code responses}. */
  public record Options(
      @Description(
              "Number of hidden kinds of users, each with its own responses; auto chooses it by"
                  + " sessions that are left out. Default: 1.")
          @Range(min = 1, max = MOST)
          String kinds) {

    public Options {
      boolean valid =
          kinds == null
              || kinds.equals(AUTO)
              || kinds.matches("[1-9][0-9]?") && Integer.parseInt(kinds) <= MOST;
      InvalidOption.unless(
          valid, "kinds", "must be auto or a number from 1 to %s, not %s".formatted(MOST, kinds));
    }

    /** The number of kinds; 0 if it is to be chosen. */
    private int number() {
      return kinds == null ? 1 : kinds.equals(AUTO) ? 0 : Integer.parseInt(kinds);
    }
  }

  @Override
  public String subject() {
    return "responses";
  }

  @Override
  public Class<ResponseParameters> parameters() {
    return ResponseParameters.class;
  }

  @Override
  public Fitter open(Options options, Log log, int heldOut) {
    int kinds = options.number();
    Requirements.requireState(log, name());
    Requirements.requireReward(log, name());
    return new ResponseFitter(kinds, log, heldOut);
  }

  private static final class ResponseFitter implements Fitter {
    private final int kinds;
    private final Log log;
    private final Collected<ShownSession> sessions;
    private final Vocabulary vocabulary = new Vocabulary();

    ResponseFitter(int kinds, Log log, int heldOut) {
      this.kinds = kinds;
      this.log = log;
      sessions = new Collected<>(heldOut);
    }

    @Override
    public void add(LoggedSession session) {
      int steps = session.steps();
      int[] states = new int[steps];
      int[] shown = new int[steps];
      boolean[] accepted = new boolean[steps];
      for (int t = 0; t < steps; t++) {
        Requirements.requireOne(session, t, "responses");
        states[t] = vocabulary.index(log.states(), session.state(t));
        shown[t] = vocabulary.index(log.documents(), session.document(t, 0));
        accepted[t] = session.clicked(t, 0);
      }
      sessions.add(
          new ShownSession(states, shown, accepted, session.end() != End.CUT_OFF, session.userId()),
          session.time(0));
    }

    @Override
    public Fitted fit(RandomKey key) {
      sessions.require();
      List<String> documents = vocabulary.names();
      List<ShownSession> training = ordered(sessions.training());
      ResponseModel model =
          new ResponseModel(ResponseCounts.of(documents.size(), training), ResponseJudge.LONGEST);
      List<ResponseKind> several = kinds(documents.size(), training, key.child("kinds"));
      ResponseKinds users =
          several.isEmpty() ? ResponseKinds.of(model) : KindsFit.of(several, ResponseJudge.LONGEST);
      return new Fitted(
          new ResponseParameters(model.counts(), several),
          documents,
          new ResponseJudge(
              model,
              users,
              training,
              ordered(sessions.heldOut()),
              ResponseDrift.of(
                  ordered(sessions.inOrder()), sessions.period(log.dated()), documents)),
          new StateGap(model, users.kinds(), users.shares(), documents));
    }

    /** The kinds of users; empty if they are all alike. */
    private List<ResponseKind> kinds(int documents, List<ShownSession> training, RandomKey key) {
      int number = kinds == 0 ? KindsFit.choose(documents, training, key) : kinds;
      return number == 1 ? List.of() : KindsFit.fit(documents, training, number, key);
    }

    private List<ShownSession> ordered(List<ShownSession> sessions) {
      return sessions.stream()
          .map(
              it ->
                  new ShownSession(
                      vocabulary.ordered(it.states()),
                      vocabulary.ordered(it.shown()),
                      it.accepted(),
                      it.ended(),
                      it.user()))
          .toList();
    }
  }
}
