package dev.recsim.fit.response;

import java.util.List;

/**
 * What a log says about responses to recommendations: everything that {@link ResponseModel} needs.
 *
 * @param prior from which the acceptance probabilities of all cells come
 * @param leftAccepted how often users left after accepting
 * @param leftRefused how often users left after refusing
 * @param elsewhere how often users who accepted and stayed were next at another document than the
 *     accepted one, which the model excludes
 * @param start number of sessions that start at each document
 * @param moved how often users who refused and stayed were next at each document
 * @param shown [document at which the user was][shown document] number of steps
 * @param accepted of them, those in which the user accepted
 */
public record ResponseCounts(
    BetaPrior prior,
    long leftAccepted,
    long leftRefused,
    long elsewhere,
    long[] start,
    long[] moved,
    int[][] shown,
    int[][] accepted) {

  /**
   * Counts sessions, and finds the prior.
   *
   * @param documents number of documents
   */
  public static ResponseCounts of(int documents, List<ShownSession> sessions) {
    int[][] shown = new int[documents][documents];
    int[][] accepted = new int[documents][documents];
    long[] start = new long[documents];
    long[] moved = new long[documents];
    long leftAccepted = 0;
    long leftRefused = 0;
    long elsewhere = 0;
    for (ShownSession session : sessions) {
      start[session.states()[0]]++;
      for (int t = 0; t < session.length(); t++) {
        int at = session.states()[t];
        int document = session.shown()[t];
        boolean accepts = session.accepted()[t];
        shown[at][document]++;
        accepted[at][document] += accepts ? 1 : 0;
        leftAccepted += accepts && session.left(t) ? 1 : 0;
        leftRefused += !accepts && session.left(t) ? 1 : 0;
        if (t + 1 < session.length()) {
          int next = session.states()[t + 1];
          elsewhere += accepts && next != document ? 1 : 0;
          moved[next] += accepts ? 0 : 1;
        }
      }
    }
    return new ResponseCounts(
        BetaPrior.fit(shown, accepted),
        leftAccepted,
        leftRefused,
        elsewhere,
        start,
        moved,
        shown,
        accepted);
  }

  /** Number of documents. */
  public int documents() {
    return start.length;
  }

  /** Number of steps. */
  public long steps() {
    return sum(shown);
  }

  /** Number of accepted documents. */
  public long acceptances() {
    return sum(accepted);
  }

  /** Expected share of responses after which users leave: counts with one more of each outcome. */
  public double leave(boolean accepted) {
    long responses = accepted ? acceptances() : steps() - acceptances();
    return ((accepted ? leftAccepted : leftRefused) + 1.0) / (responses + 2);
  }

  private static long sum(int[][] counts) {
    long sum = 0;
    for (int[] row : counts) {
      for (int count : row) {
        sum += count;
      }
    }
    return sum;
  }
}
