package dev.recsim.fit.drift;

import dev.recsim.fit.response.ShownSession;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Logs of users who change, or not. Acceptance of a cell is drawn between 0.05 and 0.45, and
 * multiplied by the popularity of its document: 1 + size for one half of the documents, 1 - size
 * for the other. A drift exchanges the halves.
 *
 * @param documents number of documents
 * @param leave probability that a user leaves after a step
 * @param kinds number of hidden kinds of users, each with its own cells
 * @param size of the popularity
 * @param drift how the halves are exchanged over the log
 * @param zipf whether document k is shown with probability proportional to 1 / (k + 1)
 */
record DriftLogs(int documents, double leave, int kinds, double size, Shape drift, boolean zipf) {
  enum Shape {
    NONE,
    SWAP,
    EARLY,
    LATE,
    GRADUAL,
    WEEKLY,
    ONE,
    /** Documents 2 and 3 exchange their popularity in the middle. */
    PAIR,
    /** Users stay the same, but other documents are shown in the second half. */
    POLICY,
    /**
     * Users stay the same, but in the second half, the fifth of the documents that were accepted
     * most in the first half is shown in seven of ten steps.
     */
    LEARNED
  }

  /** Popularity of a document at a time from 0 to 1 in the log. */
  private double popularity(int document, double time) {
    double sign = document % 2 == 0 ? 1 : -1;
    double now =
        switch (drift) {
          case NONE, POLICY, LEARNED -> 1;
          case SWAP -> time < 0.5 ? 1 : -1;
          case EARLY -> time < 0.1 ? -1 : 1;
          case LATE -> time < 0.9 ? 1 : -1;
          case GRADUAL -> 1 - 2 * time;
          case WEEKLY -> (int) (time * 56) % 7 < 5 ? 1 : -1;
          case PAIR -> document / 2 == 1 && time >= 0.5 ? -1 : 1;
          case ONE -> document == 3 && time >= 0.5 ? -1 : 1;
        };
    return 1 + sign * now * size;
  }

  /** The documents that were accepted most, if they are shown more often from now on. */
  private int[] learned(List<ShownSession> sessions) {
    double[] accepted = new double[documents];
    double[] shown = new double[documents];
    for (ShownSession session : sessions) {
      for (int t = 0; t < session.length(); t++) {
        shown[session.shown()[t]]++;
        accepted[session.shown()[t]] += session.accepted()[t] ? 1 : 0;
      }
    }
    return IntStream.range(0, documents)
        .boxed()
        .sorted(Comparator.comparingDouble(d -> -accepted[d] / Math.max(1, shown[d])))
        .limit(Math.max(1, documents / 5))
        .mapToInt(d -> d)
        .toArray();
  }

  private int shown(double u, double time, int[] learned) {
    if (learned.length > 0 && u < 0.7) {
      return learned[(int) (u / 0.7 * learned.length)];
    }
    if (learned.length > 0) {
      return (int) ((u - 0.7) / 0.3 * documents);
    }
    if (!zipf || drift == Shape.POLICY && time < 0.5) {
      return (int) (u * documents);
    }
    double sum = IntStream.range(0, documents).mapToDouble(k -> 1.0 / (k + 1)).sum();
    double below = 0;
    for (int k = 0; k < documents; k++) {
      below += 1.0 / (k + 1) / sum;
      if (u < below) {
        return k;
      }
    }
    return documents - 1;
  }

  List<ShownSession> sessions(int count, long seed) {
    RandomKey key = RandomKey.root(seed).child("drift");
    List<ShownSession> sessions = new ArrayList<>();
    int[] learned = {};
    for (int s = 0; s < count; s++) {
      RandomKey user = key.child(s);
      double time = (double) s / count;
      learned = drift == Shape.LEARNED && s == count / 2 ? learned(sessions) : learned;
      RandomKey cells = key.child("cells").child(user.below(0, kinds));
      List<int[]> steps = new ArrayList<>();
      int at = user.below(1, documents);
      boolean over = false;
      for (int t = 0; !over && t < 500; t++) {
        long draw = 2 + 4L * t;
        int shown = shown(user.uniform(draw), time, learned);
        double accept =
            (0.05 + 0.4 * cells.uniform((long) at * documents + shown)) * popularity(shown, time);
        boolean accepted = user.uniform(draw + 1) < accept;
        over = user.uniform(draw + 2) < leave;
        steps.add(new int[] {at, shown, accepted ? 1 : 0});
        at = accepted ? shown : user.below(draw + 3, documents);
      }
      boolean[] accepted = new boolean[steps.size()];
      for (int t = 0; t < accepted.length; t++) {
        accepted[t] = steps.get(t)[2] == 1;
      }
      sessions.add(
          new ShownSession(
              steps.stream().mapToInt(it -> it[0]).toArray(),
              steps.stream().mapToInt(it -> it[1]).toArray(),
              accepted,
              over));
    }
    return sessions;
  }

  /** The drift of a log. */
  Drift drift(int count, long seed) {
    return ResponseDrift.of(
        sessions(count, seed),
        Period.of(count),
        IntStream.range(0, documents).mapToObj(Integer::toString).toList());
  }
}
