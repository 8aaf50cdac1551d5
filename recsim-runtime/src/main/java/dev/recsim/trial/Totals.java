package dev.recsim.trial;

/**
 * Sums what sessions counted, in the order of the sessions, in whichever order they end: the sums
 * are the same to the bit however many are played at once.
 */
final class Totals {
  private final double[] sums;

  /** Counts of sessions that ended before an earlier one did. */
  private final double[][] waiting;

  private int next;

  Totals(int counters, int sessions) {
    sums = new double[counters];
    waiting = new double[sessions][];
  }

  /**
   * Adds the counts of a session that is over.
   *
   * @throws IllegalStateException if they are not as many as the environment's counters
   */
  void add(int session, double[] counts) {
    if (counts.length != sums.length) {
      throw new IllegalStateException(
          "a session counted %s values, but its environment declares %s counters"
              .formatted(counts.length, sums.length));
    }
    waiting[session] = counts;
    while (next < waiting.length && waiting[next] != null) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += waiting[next][i];
      }
      waiting[next++] = null;
    }
  }

  double[] sums() {
    return sums;
  }
}
