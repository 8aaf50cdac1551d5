package dev.recsim.fit.response;

import java.util.Arrays;
import java.util.List;

/**
 * What happens in sessions, as numbers: acceptance and refusal of each cell, first documents,
 * documents after a refusal, and leaving and staying after a refusal and after accepting.
 */
final class KindEvents {
  private final ResponseCounts all;
  private final int documents;
  private final int refusals;
  private final int starts;
  private final int moves;
  private final int ends;

  /**
   * @param all counts of all kinds together
   */
  KindEvents(ResponseCounts all) {
    this.all = all;
    documents = all.documents();
    refusals = documents * documents;
    starts = 2 * refusals;
    moves = starts + documents;
    ends = moves + documents;
  }

  /** Number of events. */
  int size() {
    return ends + 4;
  }

  /** Of acceptance, as of users who are all alike. */
  BetaPrior prior() {
    return all.prior();
  }

  /** Leaving or staying. */
  private int end(boolean accepted, boolean left) {
    return ends + (accepted ? 2 : 0) + (left ? 1 : 0);
  }

  /** The events of the sessions of a user. */
  int[] of(List<ShownSession> sessions) {
    int steps = sessions.stream().mapToInt(ShownSession::length).sum();
    int[] events = new int[sessions.size() + 3 * steps];
    int count = 0;
    for (ShownSession session : sessions) {
      events[count++] = starts + session.states()[0];
      for (int t = 0; t < session.length(); t++) {
        boolean accepted = session.accepted()[t];
        int cell = session.states()[t] * documents + session.shown()[t];
        events[count++] = accepted ? cell : refusals + cell;
        boolean last = t + 1 == session.length();
        if (session.left(t) || !last) {
          events[count++] = end(accepted, session.left(t));
        }
        if (!last && !accepted) {
          events[count++] = moves + session.states()[t + 1];
        }
      }
    }
    return Arrays.copyOf(events, count);
  }

  /**
   * The posterior means.
   *
   * @param counts expected number of each event
   * @param prior of acceptance
   * @param share of the kind
   */
  ResponseKind kind(double[] counts, BetaPrior prior, double share) {
    double[][] accept = new double[documents][documents];
    for (int i = 0; i < documents; i++) {
      for (int j = 0; j < documents; j++) {
        double accepted = counts[i * documents + j];
        double shown = accepted + counts[refusals + i * documents + j];
        accept[i][j] = (prior.a() + accepted) / (prior.a() + prior.b() + shown);
      }
    }
    return new ResponseKind(
        share,
        shares(counts, starts, all.start()),
        shares(counts, moves, all.moved()),
        leave(counts, true),
        leave(counts, false),
        accept);
  }

  private static double[] shares(double[] counts, int from, long[] all) {
    double sum = sum(counts, from, all.length);
    return Arrays.stream(withPrior(counts, from, all)).map(it -> it / sum).toArray();
  }

  /** Counts of events of one kind, and one more for each, divided as by all kinds together. */
  private static double[] withPrior(double[] counts, int from, long[] all) {
    double every = all.length;
    for (long each : all) {
      every += each;
    }
    double[] more = new double[all.length];
    for (int i = 0; i < more.length; i++) {
      double mean = (all[i] + 1) / every;
      more[i] = counts[from + i] + all.length * mean;
    }
    return more;
  }

  /** Sum of the counts with their prior. */
  private static double sum(double[] counts, int from, int size) {
    double sum = size;
    for (int i = 0; i < size; i++) {
      sum += counts[from + i];
    }
    return sum;
  }

  private double leave(double[] counts, boolean accepted) {
    double left = counts[end(accepted, true)];
    return (left + 2 * all.leave(accepted)) / (left + counts[end(accepted, false)] + 2);
  }

  /**
   * The expected logarithms of the probabilities of the events under their posterior distributions.
   * Below the logarithms of the means, and the more so the fewer counts there are: a kind cannot
   * win a session by the responses of this session alone.
   */
  double[] logarithms(double[] counts, BetaPrior prior) {
    double[] logs = new double[size()];
    for (int cell = 0; cell < refusals; cell++) {
      double accepted = prior.a() + counts[cell];
      double refused = prior.b() + counts[refusals + cell];
      double both = Digamma.of(accepted + refused);
      logs[cell] = Digamma.of(accepted) - both;
      logs[refusals + cell] = Digamma.of(refused) - both;
    }
    logarithms(counts, starts, all.start(), logs);
    logarithms(counts, moves, all.moved(), logs);
    leaving(counts, true, logs);
    leaving(counts, false, logs);
    return logs;
  }

  private static void logarithms(double[] counts, int from, long[] all, double[] logs) {
    double[] more = withPrior(counts, from, all);
    double sum = Digamma.of(sum(counts, from, all.length));
    for (int i = 0; i < more.length; i++) {
      logs[from + i] = Digamma.of(more[i]) - sum;
    }
  }

  private void leaving(double[] counts, boolean accepted, double[] logs) {
    double mean = all.leave(accepted);
    double left = counts[end(accepted, true)] + 2 * mean;
    double stayed = counts[end(accepted, false)] + 2 * (1 - mean);
    logs[end(accepted, true)] = Digamma.of(left) - Digamma.of(left + stayed);
    logs[end(accepted, false)] = Digamma.of(stayed) - Digamma.of(left + stayed);
  }

  /** Numbers of acceptances by cell, rounded. */
  int[] accepted(double[] counts) {
    return rounded(counts, 0);
  }

  /** Numbers of refusals by cell, rounded. */
  int[] refused(double[] counts) {
    return rounded(counts, refusals);
  }

  private int[] rounded(double[] counts, int from) {
    int[] rounded = new int[refusals];
    Arrays.setAll(rounded, cell -> (int) Math.rint(counts[from + cell]));
    return rounded;
  }
}
