package dev.recsim.explain.shown;

import dev.recsim.api.Step.Status;
import dev.recsim.explain.shown.ShownTables.Bin;
import dev.recsim.explain.shown.ShownTables.Calibration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compares an agent's values with the returns of its sessions. The return after a decision is the
 * discounted sum of the rewards from its step to the end of the session. If the session was cut
 * off, the value at its last step stands for what would follow, and this step is not compared.
 */
final class Calibrations {
  private static final int BINS = 8;

  /** Fewest decisions in a bin. */
  private static final int FEWEST = 5;

  private Calibrations() {}

  private record Pair(int session, double predicted, double realized) {}

  /**
   * Returns the calibration of a trace; empty if a decision lacks a finite value.
   *
   * @param discount discount of the values
   */
  static Optional<Calibration> of(Trace trace, double discount) {
    List<Pair> pairs = new ArrayList<>();
    int cutOff = 0;
    for (List<Row> session : trace.sessions().values()) {
      if (session.stream().anyMatch(row -> !Double.isFinite(row.value()))) {
        return Optional.empty();
      }
      cutOff += add(session, discount, pairs) ? 1 : 0;
    }
    return pairs.isEmpty()
        ? Optional.empty()
        : Optional.of(new Calibration(discount, cutOff, bins(pairs)));
  }

  /** Adds the decisions of a session; returns whether it was cut off. */
  private static boolean add(List<Row> session, double discount, List<Pair> pairs) {
    int last = session.size() - 1;
    boolean cutOff = session.get(last).status() != Status.ENDED;
    double following = cutOff ? session.get(last).value() : 0;
    for (int t = cutOff ? last - 1 : last; t >= 0; t--) {
      Row row = session.get(t);
      following = row.reward() + discount * following;
      pairs.add(new Pair(row.session(), row.value(), following));
    }
    return cutOff;
  }

  private static List<Bin> bins(List<Pair> pairs) {
    List<Pair> sorted = new ArrayList<>(pairs);
    sorted.sort(Comparator.comparingDouble(Pair::predicted));
    int count = Math.max(1, Math.min(BINS, sorted.size() / FEWEST));
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      bins.add(bin(sorted.subList(i * sorted.size() / count, (i + 1) * sorted.size() / count)));
    }
    return bins;
  }

  private static Bin bin(List<Pair> pairs) {
    double predicted = 0;
    double realized = 0;
    for (Pair pair : pairs) {
      predicted += pair.predicted();
      realized += pair.realized();
    }
    double mean = realized / pairs.size();
    return new Bin(pairs.size(), predicted / pairs.size(), mean, error(pairs, mean));
  }

  /** The standard error of the mean return, if sessions are independent and their steps are not. */
  private static Double error(List<Pair> pairs, double mean) {
    Map<Integer, Double> deviations = new TreeMap<>();
    for (Pair pair : pairs) {
      deviations.merge(pair.session(), pair.realized() - mean, Double::sum);
    }
    int sessions = deviations.size();
    double squares = 0;
    for (double deviation : deviations.values()) {
      squares += deviation * deviation;
    }
    return sessions == 1 ? null : Math.sqrt(squares * sessions / (sessions - 1)) / pairs.size();
  }
}
