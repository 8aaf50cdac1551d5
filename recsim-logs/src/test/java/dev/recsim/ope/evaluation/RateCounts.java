package dev.recsim.ope.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.ope.evaluation.Evaluated.Estimated;
import dev.recsim.ope.evaluation.Evaluated.OfTarget;
import dev.recsim.stats.Interval;
import java.util.Locale;
import java.util.TreeMap;

/** Counts of one target in the logs of one setting. */
final class RateCounts {
  static final double ALPHA = 0.01;
  private static final double COVERAGE = 0.92;

  /** Fewest logs of a stratum that is checked. */
  private static final int FEWEST = 50;

  private int logs;
  private int refused;
  private int holds;
  private int broken;
  private double width;
  private final TreeMap<String, Integer> reasons = new TreeMap<>();

  /** Answered logs, and those whose interval contains the value, by effective sample. */
  private final TreeMap<Integer, int[]> strata = new TreeMap<>();

  void add(OfTarget target, Evaluated.Difference difference, double value) {
    logs++;
    if (target.refused()) {
      refused++;
      reasons.merge(target.refusals().get(0).replaceAll("[0-9].*", ""), 1, Integer::sum);
      return;
    }
    Estimated first = target.estimates().get(0);
    Interval interval = first.interval().orElseThrow();
    width += interval.halfWidth() / (1.96 * first.standardError());
    int[] stratum = strata.computeIfAbsent(stratum(target), added -> new int[2]);
    stratum[0]++;
    stratum[1] += interval.contains(value) ? 1 : 0;
    difference
        .spread()
        .map(it -> it.bounds(ALPHA))
        .ifPresent(
            it -> {
              holds += it.low() > 0 ? 1 : 0;
              broken += it.high() < 0 ? 1 : 0;
            });
  }

  private static int stratum(OfTarget target) {
    double sample = target.weights().effectiveSample();
    return sample < 300
        ? 100
        : sample < 600 ? 300 : sample < 1_000 ? 600 : sample < 3_000 ? 1_000 : 3_000;
  }

  private int answered() {
    return strata.values().stream().mapToInt(it -> it[0]).sum();
  }

  /** Share of intervals that contain the value, in the worst stratum with enough logs. */
  double coverage(int enough) {
    return strata.values().stream()
        .filter(it -> it[0] >= enough)
        .mapToDouble(it -> (double) it[1] / it[0])
        .min()
        .orElse(Double.NaN);
  }

  String row(String name, int sessions, String estimator) {
    int covered = strata.values().stream().mapToInt(it -> it[1]).sum();
    return String.format(
        Locale.ROOT,
        "| %s | %,d | %s | %s | %s | %s | %s | %s |%n",
        name,
        sessions,
        estimator.isEmpty() ? "" : "`" + estimator + "`",
        percent(refused, logs),
        answered() == 0 ? "" : percent(covered, answered()),
        answered() < 300
            ? ""
            : Double.isNaN(coverage(300))
                ? ""
                : String.format(Locale.ROOT, "%.1f %%", 100 * coverage(300)),
        percent(holds, logs),
        percent(broken, logs));
  }

  private static String percent(int count, int of) {
    return String.format(Locale.ROOT, "%.1f %%", 100.0 * count / of);
  }

  /** Limits of the rates, with 3 standard errors of this number of logs. */
  void check(String row, double mostRefused) {
    assertThat((double) refused / logs)
        .as(row)
        .isLessThanOrEqualTo(mostRefused + above(mostRefused, logs));
    assertThat((double) holds / logs).as(row).isLessThanOrEqualTo(ALPHA + above(ALPHA, logs));
    assertThat((double) broken / logs).as(row).isLessThanOrEqualTo(ALPHA + above(ALPHA, logs));
    strata.forEach(
        (sample, counts) -> {
          if (counts[0] >= FEWEST) {
            assertThat((double) counts[1] / counts[0])
                .as(row + sample)
                .isGreaterThanOrEqualTo(COVERAGE - above(COVERAGE, counts[0]));
          }
        });
    if (row.contains("confounded")) {
      assertThat(refused).as(row).isEqualTo(logs);
    }
  }

  private static double above(double rate, int n) {
    return 3 * Math.sqrt(rate * (1 - rate) / n);
  }

  String detail() {
    StringBuilder detail =
        new StringBuilder(String.format("    width %.2f", width / Math.max(1, answered())));
    strata.forEach(
        (sample, counts) ->
            detail.append(
                String.format(
                    Locale.ROOT,
                    "; %d+: %d %.3f",
                    sample,
                    counts[0],
                    (double) counts[1] / counts[0])));
    reasons.forEach((reason, count) -> detail.append("; " + count + " " + reason));
    return detail.toString();
  }
}
