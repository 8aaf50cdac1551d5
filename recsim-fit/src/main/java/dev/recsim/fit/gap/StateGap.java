package dev.recsim.fit.gap;

import dev.recsim.api.FiniteMdp;
import dev.recsim.api.InvalidOption;
import dev.recsim.exact.StochasticPolicy;
import dev.recsim.logs.Log;
import dev.recsim.logs.LoggedSession;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures a finite environment in which the state is the document at which a user is.
 *
 * @param model the environment; of hidden kinds of users, that of a user of whom nothing is known,
 *     whose posterior distribution stands for that of the kinds
 * @param kinds the environment of each kind of users
 * @param shares of the kinds, which add up to 1
 * @param documents their ids, by index
 */
public record StateGap(
    FiniteMdp model, List<? extends FiniteMdp> kinds, double[] shares, List<String> documents)
    implements GapMeasure {

  /** Measures an environment of users who are all alike. */
  public StateGap(FiniteMdp model, List<String> documents) {
    this(model, List.of(model), new double[] {1}, documents);
  }

  @Override
  public Measured of(Log log) {
    PolicyLog policy = new PolicyLog(log, documents);
    List<LoggedSteps> sessions = new ArrayList<>();
    policy.read(session -> add(policy, session, sessions));
    if (kinds.size() == 1) {
      return policy.measured("session", SessionGap.of(model, sessions));
    }
    StochasticPolicy shown = LoggedSteps.policy(sessions, model.states(), model.actions());
    double seFit = SessionGap.errorOfFit(model, sessions, shown);
    Gap gap = SessionGap.ofKinds(kinds, shares, sessions, shown, seFit);
    return policy.measured("session", gap);
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
