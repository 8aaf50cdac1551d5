package dev.recsim.explain.shown;

import dev.recsim.explain.shown.ShownTables.Agreement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Compares the slates that two agents show to the same users. */
final class Agreements {
  private int sessions;
  private int neverApart;
  private long together;
  private long togetherEqual;
  private double togetherOverlap;
  private long decisions;
  private long equal;
  private double overlap;

  private Agreements() {}

  /** Compares two traces of the same sessions. Sessions that only one of them has are ignored. */
  static Agreement of(String one, Trace its, String other, Trace theirs) {
    Agreements sums = new Agreements();
    for (Map.Entry<Integer, List<Row>> session : its.sessions().entrySet()) {
      List<Row> same = theirs.sessions().get(session.getKey());
      if (same != null) {
        sums.add(session.getValue(), same);
      }
    }
    return sums.between(one, other);
  }

  private void add(List<Row> one, List<Row> other) {
    boolean apart = false;
    for (int t = 0; t < Math.min(one.size(), other.size()); t++) {
      long[] its = one.get(t).documents();
      long[] theirs = other.get(t).documents();
      boolean same = Arrays.equals(its, theirs);
      double common = common(its, theirs);
      decisions++;
      equal += same ? 1 : 0;
      overlap += common;
      if (!apart) {
        together++;
        togetherEqual += same ? 1 : 0;
        togetherOverlap += common;
        apart = !same;
      }
    }
    sessions++;
    neverApart += apart ? 0 : 1;
  }

  /** The share of the documents of the larger slate that both contain. */
  static double common(long[] one, long[] other) {
    int common = 0;
    for (long document : one) {
      for (long candidate : other) {
        common += document == candidate ? 1 : 0;
      }
    }
    return (double) common / Math.max(1, Math.max(one.length, other.length));
  }

  private Agreement between(String one, String other) {
    return new Agreement(
        one,
        other,
        sessions,
        neverApart,
        together,
        togetherEqual,
        togetherOverlap / Math.max(1, together),
        decisions,
        equal,
        overlap / Math.max(1, decisions));
  }
}
