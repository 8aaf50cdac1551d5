package dev.recsim.served;

import java.util.List;
import java.util.Map;

/**
 * What happened after a decision, as an application reports it and as a log has it.
 *
 * @param decision id of the decision
 * @param clicks positions that were clicked, from 0; null if they are not reported
 * @param rewards by position; null if they are not known by position
 * @param reward of the whole decision; null for the sum of the rewards, else of the clicks
 * @param signals other numbers by name, each by position or one for the decision; may be null
 * @param status of the session: {@code continues}, {@code ended} or {@code cut_off}; null if
 *     unknown
 */
public record Outcome(
    String decision,
    List<Integer> clicks,
    double[] rewards,
    Double reward,
    Map<String, double[]> signals,
    String status) {
  /** Takes missing signals as none. */
  public Outcome {
    signals = signals == null ? Map.of() : signals;
  }

  /** The reward, whatever it is reported by. */
  public double total() {
    if (reward != null) {
      return reward;
    }
    if (rewards != null) {
      return sum(rewards);
    }
    return positions().size();
  }

  /** The clicked positions; none if they are not reported. */
  public List<Integer> positions() {
    return clicks == null ? List.of() : clicks;
  }

  /** The sum of a signal over positions. */
  public double signal(String name) {
    return sum(signals.get(name));
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double each : values) {
      sum += Double.isNaN(each) ? 0 : each;
    }
    return sum;
  }
}
