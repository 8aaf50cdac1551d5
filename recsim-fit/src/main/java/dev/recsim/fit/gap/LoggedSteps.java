package dev.recsim.fit.gap;

import dev.recsim.exact.StochasticPolicy;
import java.util.List;

/**
 * A session of a log: the state before each step, what was shown, and the reward.
 *
 * @param states of the environment
 * @param actions of the environment
 * @param rewards of the steps
 */
public record LoggedSteps(int[] states, int[] actions, double[] rewards) {

  /** Number of steps. */
  public int length() {
    return states.length;
  }

  /** Sum of the rewards. */
  public double reward() {
    double sum = 0;
    for (double reward : rewards) {
      sum += reward;
    }
    return sum;
  }

  /**
   * The policy of a log: the frequencies of actions in each state; in states that the log never
   * visits, those of all steps.
   */
  public static StochasticPolicy policy(List<LoggedSteps> log, int states, int actions) {
    double[][] table = new double[states][actions];
    double[] everywhere = new double[actions];
    double[] visits = new double[states];
    double steps = 0;
    for (LoggedSteps session : log) {
      for (int t = 0; t < session.length(); t++) {
        table[session.states[t]][session.actions[t]]++;
        everywhere[session.actions[t]]++;
        visits[session.states[t]]++;
        steps++;
      }
    }
    for (int s = 0; s < states; s++) {
      double[] counts = visits[s] == 0 ? everywhere : table[s];
      double sum = visits[s] == 0 ? steps : visits[s];
      for (int a = 0; a < actions; a++) {
        table[s][a] = counts[a] / sum;
      }
    }
    return new StochasticPolicy(table);
  }
}
