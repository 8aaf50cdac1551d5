package dev.recsim.fit.model;

import dev.recsim.api.Options.Description;
import dev.recsim.fit.file.EnvironmentFile.Parameters;
import dev.recsim.fit.file.Restored;
import dev.recsim.fit.judge.Accept;
import dev.recsim.fit.judge.Finding;
import dev.recsim.fit.judge.Picture;
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
import java.util.ArrayList;
import java.util.List;

/** Provider of {@code responses}. */
@Description("Responses to one document at a time, as a transition matrix with beta priors.")
public final class ResponsesProvider implements FitModelProvider<NoOptions> {

  @Override
  public String name() {
    return "responses";
  }

  @Override
  public Subject subject() {
    return Subject.RESPONSES;
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
      sessions.add(new ShownSession(states, shown, accepted, session.end() != End.CUT_OFF));
    }

    @Override
    public Fitted fit(RandomKey key) {
      sessions.require();
      int[] order = vocabulary.order();
      List<String> names = vocabulary.names();
      List<ShownSession> training = ordered(sessions.training(), order);
      ResponseModel model =
          ResponseModel.fit(ResponseCounts.of(names.size(), training), ResponseJudge.LONGEST);
      ResponseJudge judge =
          new ResponseJudge(
              model,
              training,
              ordered(sessions.heldOut(), order),
              ordered(sessions.first(), order),
              ordered(sessions.last(), order));
      return new Fitted() {
        @Override
        public Parameters parameters() {
          return Parameters.of(Restored.of(model));
        }

        @Override
        public List<String> documents() {
          return names;
        }

        @Override
        public Prediction prediction() {
          return judge.prediction("responses", (at, shown) -> model.accept(at, shown));
        }

        @Override
        public List<Prediction> baselines() {
          ResponseCounts counts = model.counts();
          double rate = (counts.acceptances() + 1.0) / (counts.steps() + 2);
          return List.of(
              judge.prediction("one acceptance rate", (at, shown) -> rate),
              judge.prediction("acceptance rate of one half", (at, shown) -> 0.5));
        }

        @Override
        public List<Finding> findings(Accept accept) {
          return judge.findings(accept);
        }

        @Override
        public List<Picture> pictures() {
          return judge.pictures();
        }
      };
    }

    private static List<ShownSession> ordered(List<ShownSession> sessions, int[] order) {
      List<ShownSession> ordered = new ArrayList<>();
      for (ShownSession session : sessions) {
        int[] states = session.states().clone();
        int[] shown = session.shown().clone();
        for (int t = 0; t < states.length; t++) {
          states[t] = order[states[t]];
          shown[t] = order[shown[t]];
        }
        ordered.add(new ShownSession(states, shown, session.accepted(), session.ended()));
      }
      return ordered;
    }
  }
}
