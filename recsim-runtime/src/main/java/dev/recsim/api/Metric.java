package dev.recsim.api;

/**
 * A figure that a world declares beside the reward: the sum of one of its counters over all
 * sessions, divided by the sum of another or by the number of sessions.
 *
 * @param name snake_case, for instance {@code click_rate}
 * @param description one sentence, with the unit
 * @param of index of the counter that is summed
 * @param per index of the counter it is divided by; -1 for the number of sessions
 */
public record Metric(String name, String description, int of, int per) {
  /** The sessions themselves. */
  public static final int SESSIONS = -1;

  /** The value from sums over sessions; NaN where it would be divided by 0. */
  public double value(double[] sums, int sessions) {
    double divisor = per == SESSIONS ? sessions : sums[per];
    return divisor == 0 ? Double.NaN : sums[of] / divisor;
  }
}
