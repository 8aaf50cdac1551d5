package dev.recsim.fit.gap;

import dev.recsim.api.FiniteMdp;
import dev.recsim.api.InvalidOption;
import dev.recsim.logs.Log;
import dev.recsim.logs.LoggedSession;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures a finite environment in which the state is the document at which a user is.
 *
 * @param model the environment
 * @param documents their ids, by index
 */
public record StateGap(FiniteMdp model, List<String> documents) implements GapMeasure {

  @Override
  public Measured of(Log log) {
    PolicyLog policy = new PolicyLog(log, documents);
    List<LoggedSteps> sessions = new ArrayList<>();
    policy.read(session -> add(policy, session, sessions));
    return policy.measured("session", SessionGap.of(model, sessions));
  }

  private static boolean add(PolicyLog policy, LoggedSession session, List<LoggedSteps> sessions) {
    int steps = session.steps();
    int[] states = new int[steps];
    int[] shown = new int[steps];
    double[] rewards = new double[steps];
    for (int t = 0; t < steps; t++) {
      InvalidOption.unless(
          session.size(t) == 1,
          "logs",
          "has slates of %s documents, but the environment shows single ones"
              .formatted(session.size(t)));
      states[t] = policy.state(session, t);
      shown[t] = policy.document(session, t, 0);
      if (states[t] < 0 || shown[t] < 0) {
        return false;
      }
      rewards[t] = session.clicked(t, 0) ? 1 : 0;
    }
    sessions.add(new LoggedSteps(states, shown, rewards));
    return true;
  }
}
