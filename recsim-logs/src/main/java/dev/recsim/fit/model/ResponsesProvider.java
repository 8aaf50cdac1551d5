package dev.recsim.fit.model;

import dev.recsim.api.NoOptions;
import dev.recsim.api.Options.Description;
import dev.recsim.fit.drift.ResponseDrift;
import dev.recsim.fit.log.Collected;
import dev.recsim.fit.log.FitModelProvider;
import dev.recsim.fit.log.Fitted;
import dev.recsim.fit.log.Fitter;
import dev.recsim.fit.log.Requirements;
import dev.recsim.fit.log.Vocabulary;
import dev.recsim.fit.response.ResponseCounts;
import dev.recsim.fit.response.ResponseModel;
import dev.recsim.fit.response.ShownSession;
import dev.recsim.logs.Log;
import dev.recsim.logs.LoggedSession;
import dev.recsim.logs.LoggedSession.End;
import dev.recsim.random.RandomKey;
import java.util.List;

/** Provider of {@code responses}. */
@Description("Responses to one document at a time, as a transition matrix with beta priors.")
public final class ResponsesProvider implements FitModelProvider<NoOptions> {

  @Override
  public String subject() {
    return "responses";
  }

  @Override
  public Class<ResponseParameters> parameters() {
    return ResponseParameters.class;
  }

  @Override
  public Fitter open(NoOptions options, Log log, int heldOut) {
    Requirements.requireState(log, name());
    Requirements.requireReward(log, name());
    return new ResponseFitter(log, heldOut);
  }

  private static final class ResponseFitter implements Fitter {
    private final Log log;
    private final Collected<ShownSession> sessions;
    private final Vocabulary vocabulary = new Vocabulary();

    ResponseFitter(Log log, int heldOut) {
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
      return new Fitted(
          new ResponseParameters(model.counts()),
          documents,
          new ResponseJudge(
              model,
              training,
              ordered(sessions.heldOut()),
              ResponseDrift.of(
                  model, ordered(sessions.inOrder()), sessions.period(log.dated()), documents)));
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
