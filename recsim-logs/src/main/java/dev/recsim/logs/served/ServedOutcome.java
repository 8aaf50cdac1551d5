package dev.recsim.logs.served;

import java.util.HashMap;
import java.util.Map;

/** What came of a decision; of several outcomes that are added, their sum. */
public final class ServedOutcome {
  /** Id of the decision. */
  public String decision;

  /** Milliseconds since 1970. */
  public long time;

  /** Clicked positions; null if they are not reported. */
  public int[] clicks;

  /** Reward of each position; null if they are not reported. */
  public double[] rewards;

  /** Reward of the decision; NaN if it follows from rewards of positions or clicks. */
  public double reward = Double.NaN;

  /** Sums of values by signal. */
  public final Map<String, Double> signals = new HashMap<>();

  /** continues, ended, cut_off, or null. */
  public String status;

  /** Server and place of the line. */
  int server;

  int file;
  long line;

  /** The reward, whatever it is reported by. */
  public double total() {
    if (!Double.isNaN(reward)) {
      return reward;
    }
    if (rewards != null) {
      double sum = 0;
      for (double each : rewards) {
        sum += each;
      }
      return sum;
    }
    return clicks == null ? 0 : clicks.length;
  }
}
