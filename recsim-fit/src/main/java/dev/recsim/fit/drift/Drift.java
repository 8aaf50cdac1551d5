package dev.recsim.fit.drift;

import dev.recsim.fit.judge.FitFinding;
import dev.recsim.fit.judge.FitFinding.Verdict;
import dev.recsim.fit.judge.NumberText;
import dev.recsim.fit.judge.Unseen;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Whether users changed while a log was written: in total, and in each of several kinds of series
 * such as documents and states. Sessions are the unit: what happens in one session may depend on
 * each other.
 */
public final class Drift {
  /** What it means if users changed. */
  public static final String MEANING =
      "Users changed while the log was written; the environment mixes both.";

  /** Probability that a change is found where there is none, without that of the ends. */
  private static final double ALPHA = 0.005;

  private final List<Shift> changes = new ArrayList<>();
  private final List<Scan> scans = new ArrayList<>();
  private final List<Series> kinds;

  /**
   * @param kinds the series by kind, one or more
   */
  public Drift(List<Series> kinds) {
    this.kinds = List.copyOf(kinds);
    for (Series series : kinds) {
      Scan scan = new Scan(series, ALPHA / kinds.size());
      scans.add(scan);
      changes.addAll(scan.changes());
    }
  }

  /**
   * Judges the changes. If none is larger, the finding is that of the first kind, which has one
   * series, on the first and the last fifth of the log.
   */
  public FitFinding finding(double threshold) {
    return finding(Scan.ends(kinds.get(0), threshold));
  }

  /**
   * Judges the changes.
   *
   * @param ends the finding on the first and the last fifth of the log, which is returned if no
   *     change is found
   */
  public FitFinding finding(FitFinding ends) {
    double threshold = ends.threshold();
    List<Shift> found = changes.stream().filter(it -> it.excess(threshold) > 0).toList();
    return found.stream()
        .max(Comparator.comparing(Shift::several).thenComparingDouble(it -> it.excess(threshold)))
        .flatMap(largest -> dated(found, largest))
        .map(it -> fails(ends, it))
        .orElse(ends);
  }

  /** The change of the same subject that explains the log best. */
  private static Optional<Shift> dated(List<Shift> found, Shift largest) {
    return found.stream()
        .filter(it -> it.subject().equals(largest.subject()))
        .max(Comparator.comparingDouble(Shift::gain));
  }

  private FitFinding fails(FitFinding ends, Shift change) {
    Period period = kinds.get(0).period();
    return new FitFinding(
        ends.name(),
        Verdict.FAILS,
        change.value(),
        ends.threshold(),
        change.chance(),
        "%s %s. %s Fit one part: logs: %s."
            .formatted(
                capital(change.sentence()),
                change.contrast().words(period),
                MEANING,
                change.contrast().cure(period)));
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  /** Changes that are too small to be seen, of each kind of series. */
  public List<Unseen> unseen(double threshold) {
    List<Unseen> unseen = new ArrayList<>();
    for (int k = 0; k < kinds.size(); k++) {
      Series series = kinds.get(k);
      double visible = scans.get(k).visible();
      if (!series.one().isEmpty() && visible > threshold) {
        unseen.add(
            new Unseen(
                "drift of %s by %s".formatted(series.what(), series.one()),
                Double.isInfinite(visible)
                    ? "there are too few of each %s".formatted(series.one())
                    : "changes below %s (root mean square) cannot be seen in a log of this size"
                        .formatted(NumberText.percent(visible))));
      }
    }
    return unseen;
  }
}
