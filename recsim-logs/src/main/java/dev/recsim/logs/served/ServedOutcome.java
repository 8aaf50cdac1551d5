package dev.recsim.logs.served;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What came of a decision; of several outcomes that are added, their sum. */
public final class ServedOutcome {
  /** Id of the decision. */
  public String decision = "";

  /** Milliseconds since 1970. */
  public long time;

  /** Clicked positions. */
  public int[] clicks = {};

  /** Whether the clicks are reported. */
  public boolean reportsClicks;

  /** Reward of each position; empty if they are not reported. */
  public double[] rewards = {};

  /** Reward of the decision; NaN if it follows from rewards of positions or clicks. */
  public double reward = Double.NaN;

  /** Sums of values by signal. */
  public final Map<String, Double> signals = new HashMap<>();

  /** continues, ended, cut_off, or empty. */
  public String status = "";

  /** Place of the line. */
  Path file;

  long line;

  /** The reward, whatever it is reported by. */
  public double total() {
    if (!Double.isNaN(reward)) {
      return reward;
    }
    if (rewards.length > 0) {
      double sum = 0;
      for (double each : rewards) {
        sum += each;
      }
      return sum;
    }
    return clicks.length;
  }
}
