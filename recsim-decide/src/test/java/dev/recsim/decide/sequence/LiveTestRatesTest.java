package dev.recsim.decide.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.recsim.decide.sequence.Simulated.Shown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often tests without an effect show one, at the looks of ASOS's tests, against the rates of
 * another simulation. {@code -Drates.series=} sets the number of series of a cell, {@code
 * -Drates.cell=} chooses cells by a part of their name. The figures are in target/live-test-rates.
 *
 * <p>With the seeds here nothing is left to chance. With others, each of the 256 comparisons with a
 * table is beyond {@value #ERRORS} standard errors of the difference with a chance of 1 in 16,000,
 * so that one of them fails in 1 of 60 runs; a bound of a worst case in less than 1 of 100.
 */
@Tag("nightly")
class LiveTestRatesTest {
  private static final double ALPHA = 0.01;
  private static final double ERRORS = 4;
  private static final List<String> LINES = new ArrayList<>();

  @AfterAll
  static void write() throws IOException {
    Files.write(Path.of("target/live-test-rates.txt"), LINES);
  }

  static Population population(String metric, double factor) {
    return switch (metric) {
      case "share 2 %" -> Population.share(0.02 * factor);
      case "share 20 %" -> Population.share(0.2 * factor);
      case "CTR" -> Population.clicks(factor);
      case "revenue" -> Population.revenue(factor, Double.POSITIVE_INFINITY);
      default -> Population.revenue(factor, 300);
    };
  }

  static int usual(String metric) {
    return metric.startsWith("share") ? 12_000 : metric.equals("CTR") ? 4000 : 8000;
  }

  /** In percent, better and worse: each look as the only one, end only, any, planned. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          share 2 %, 5000, 50, 3.65, 3.73, 0.00, 0.01, 0.00, 0.00, 0.00, 0.00
          share 2 %, 20000, 50, 4.52, 5.06, 0.97, 1.13, 0.14, 0.22, 0.93, 0.82
          share 2 %, 50000, 50, 5.20, 5.02, 1.08, 1.03, 0.18, 0.22, 1.05, 0.99
          share 2 %, 200000, 50, 4.72, 4.94, 0.93, 1.03, 0.18, 0.22, 0.99, 0.91
          share 20 %, 5000, 50, 4.99, 4.82, 1.13, 1.03, 0.20, 0.13, 1.01, 0.97
          share 20 %, 20000, 50, 4.73, 5.09, 0.88, 0.98, 0.22, 0.24, 0.83, 0.90
          share 20 %, 50000, 50, 5.13, 4.87, 1.08, 1.04, 0.26, 0.16, 1.05, 0.97
          share 20 %, 200000, 50, 5.02, 5.12, 1.12, 0.92, 0.25, 0.22, 1.15, 1.00
          CTR, 5000, 50, 4.85, 4.67, 1.05, 0.83, 0.12, 0.10, 1.07, 0.97
          CTR, 20000, 50, 5.62, 5.00, 1.07, 1.00, 0.12, 0.35, 0.80, 0.65
          CTR, 50000, 50, 5.25, 5.03, 1.05, 0.97, 0.30, 0.12, 1.12, 1.00
          CTR, 200000, 50, 5.50, 5.18, 0.85, 0.95, 0.33, 0.15, 0.90, 1.03
          revenue, 5000, 50, 8.00, 7.34, 0.69, 0.56, 0.10, 0.11, 0.64, 0.30
          revenue, 20000, 50, 5.96, 6.16, 1.06, 1.14, 0.18, 0.29, 1.10, 1.11
          revenue, 50000, 50, 5.59, 5.55, 1.15, 1.06, 0.19, 0.21, 1.01, 1.15
          revenue, 200000, 50, 5.12, 4.67, 1.10, 0.91, 0.24, 0.16, 0.99, 0.99
          share 2 %, 5000, 10, 6.73, 0.17, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00
          share 2 %, 20000, 10, 6.19, 2.38, 1.29, 0.00, 0.15, 0.00, 1.15, 0.00
          share 2 %, 50000, 10, 5.92, 3.33, 1.17, 0.78, 0.37, 0.04, 1.27, 0.24
          share 2 %, 200000, 10, 5.80, 4.28, 1.01, 0.92, 0.28, 0.12, 1.01, 0.78
          share 20 %, 5000, 10, 6.62, 3.15, 1.24, 0.83, 0.28, 0.04, 1.23, 0.28
          share 20 %, 20000, 10, 5.92, 4.06, 1.08, 0.80, 0.38, 0.06, 1.08, 0.66
          share 20 %, 50000, 10, 5.55, 3.85, 1.05, 0.74, 0.23, 0.07, 1.07, 0.61
          share 20 %, 200000, 10, 5.53, 4.56, 1.12, 1.08, 0.24, 0.19, 1.17, 0.99
          CTR, 5000, 10, 5.67, 4.52, 0.90, 0.93, 0.25, 0.18, 1.07, 0.68
          CTR, 20000, 10, 5.40, 5.18, 0.97, 1.15, 0.38, 0.25, 1.05, 1.05
          CTR, 50000, 10, 4.88, 5.95, 0.95, 0.97, 0.33, 0.12, 0.92, 0.83
          CTR, 200000, 10, 5.03, 4.70, 1.07, 0.83, 0.15, 0.23, 1.05, 0.97
          revenue, 5000, 10, 5.39, 15.26, 0.00, 0.00, 0.00, 0.00, 0.00, 0.00
          revenue, 20000, 10, 3.81, 12.10, 0.20, 0.75, 0.03, 0.09, 0.16, 0.24
          revenue, 50000, 10, 3.99, 9.86, 0.88, 1.61, 0.10, 0.49, 0.79, 1.55
          revenue, 200000, 10, 3.86, 7.86, 0.76, 1.27, 0.12, 0.59, 0.81, 1.88
          clipped, 5000, 50,,,,,,,,
          clipped, 20000, 50,,,,,,,,
          clipped, 50000, 50,,,,,,,,
          clipped, 200000, 50,,,,,,,,
          clipped, 20000, 10,,,,,,,,
          clipped, 50000, 10,,,,,,,,
          clipped, 200000, 10,,,,,,,,
          """)
  void withoutAnEffect(
      String metric,
      double units,
      int percent,
      Double peekBetter,
      Double peekWorse,
      Double endBetter,
      Double endWorse,
      Double anyBetter,
      Double anyWorse,
      Double plannedBetter,
      Double plannedWorse)
      throws IOException {
    String cell = String.format("%s %.0f, %d %%", metric, units, percent);
    assumeFalse(Simulated.skipped(cell));
    Population p = population(metric, 1);
    Cell rates =
        Cell.run(
            cell, new Simulated(Simulated.asos(), units, percent / 100.0, p, p), usual(metric));
    LINES.add(rates.line(cell));
    if (peekBetter != null) {
      near(rates.peek, peekBetter, peekWorse);
      near(rates.end, endBetter, endWorse);
      near(rates.any, anyBetter, anyWorse);
      near(rates.known, plannedBetter, plannedWorse);
    }
    bounded(rates.any, 0.7, 0.7);
    double most = percent == 50 || metric.startsWith("share") ? 1.4 : 3.2;
    bounded(rates.planned, 1.4, metric.equals("clipped") ? 1.4 : most);
  }

  private static void near(Rates rates, double better, double worse) {
    double scale = ERRORS * Math.sqrt(2);
    assertThat(rates.better())
        .as("better")
        .isCloseTo(better, within(scale * rates.error(Math.max(0.1, better))));
    assertThat(rates.worse())
        .as("worse")
        .isCloseTo(worse, within(scale * rates.error(Math.max(0.1, worse))));
  }

  private static void bounded(Rates rates, double better, double worse) {
    // Fewer series than usual say less.
    double chance = 3 * Math.max(0, rates.error(1) - 0.115);
    assertThat(rates.better()).as("better").isLessThanOrEqualTo(better + chance);
    assertThat(rates.worse()).as("worse").isLessThanOrEqualTo(worse + chance);
  }

  /** The same where exactly the margin is lost, and with another error rate. */
  @ParameterizedTest
  @CsvSource({
    "share 20 %, 50000, 50, 0, 0.025, 2.62, 2.73, 2.60, 2.45, 0.55, 0.66",
    "share 20 %, 50000, 50, 0.05, 0.01, 0.83, 1.08, 0.91, 1.08, 0.19, 0.12",
    "share 2 %, 200000, 10, 0.1, 0.01, 1.12, 0.78, 1.17, 0.96, 0.26, 0.17",
    "revenue, 200000, 50, 0, 0.025, 2.60, 2.65, 2.60, 2.79, 0.59, 0.66",
    "revenue, 200000, 50, 0.1, 0.01, 1.28, 1.20, 1.10, 1.19, 0.24, 0.14"
  })
  void atTheMargin(
      String metric,
      double units,
      int percent,
      double margin,
      double alpha,
      double plannedBetter,
      double plannedWorse,
      double endBetter,
      double endWorse,
      double anyBetter,
      double anyWorse)
      throws IOException {
    String cell =
        String.format("%s %.0f, %d %%, loss %s, alpha %s", metric, units, percent, margin, alpha);
    assumeFalse(Simulated.skipped(cell));
    Simulated simulated =
        new Simulated(
            Simulated.asos(),
            units,
            percent / 100.0,
            population(metric, 1),
            population(metric, 1 - margin));
    Cell rates =
        Cell.run(
            cell, simulated, usual(metric), alpha, EffectScale.RELATIVE.threshold(margin, true));
    LINES.add(rates.line(cell));
    near(rates.known, plannedBetter, plannedWorse);
    near(rates.end, endBetter, endWorse);
    near(rates.any, anyBetter, anyWorse);
  }

  /** Percent of intervals at the stop that are above and below no effect: log, Fieller, delta. */
  @ParameterizedTest
  @CsvSource({
    "share 2 %, 20000, 50, 0.93, 0.82, 0.93, 0.82, 0.01, 1.08",
    "share 20 %, 200000, 50, 1.15, 1.00, 1.15, 1.00, 0.84, 1.00",
    "CTR, 50000, 50, 1.12, 1.00, 1.12, 1.00, 0.73, 1.00",
    "revenue, 20000, 50, 1.10, 1.11, 0.61, 0.60, 0.00, 1.30",
    "revenue, 50000, 50, 1.01, 1.15, 0.79, 0.85, 0.07, 1.20",
    "share 2 %, 50000, 10, 1.27, 0.24, 0.12, 0.36, 0.07, 0.43",
    "share 2 %, 200000, 10, 1.01, 0.78, 0.25, 0.83, 0.16, 0.87",
    "share 20 %, 20000, 10, 1.08, 0.66, 0.30, 0.69, 0.19, 0.72",
    "revenue, 200000, 10, 0.81, 1.88, 0.11, 1.90, 0.05, 1.96"
  })
  void relativeIntervals(
      String metric,
      double units,
      int percent,
      double logAbove,
      double logBelow,
      double fiellerAbove,
      double fiellerBelow,
      double deltaAbove,
      double deltaBelow)
      throws IOException {
    String cell = String.format("%s %.0f, %d %%, intervals", metric, units, percent);
    assumeFalse(Simulated.skipped(cell));
    Population p = population(metric, 1);
    Simulated simulated = new Simulated(Simulated.asos(), units, percent / 100.0, p, p);
    KnownClock clock = new KnownClock(ALPHA);
    Rates log = new Rates();
    Rates fieller = new Rates();
    Rates delta = new Rates();
    for (int i = 0; i < Simulated.series(usual(metric)); i++) {
      List<TestLook> looks = simulated.looks(Simulated.random(cell, i), i);
      NormalSequence bounds = NormalSequence.planned(looks, EffectScale.RELATIVE, true);
      KnownClock.Stop stop = clock.stop(looks, bounds, 0);
      log.add(stop.shown(stop.gain(), stop.error(), 0));
      fieller.add(stop.fieller());
      delta.add(stop.delta());
    }
    LINES.add(cell + ": log " + log + ", Fieller " + fieller + ", delta " + delta);
    near(log, logAbove, logBelow);
    near(fieller, fiellerAbove, fiellerBelow);
    near(delta, deltaAbove, deltaBelow);
  }

  /** The rates of a cell. */
  record Cell(Rates peek, Rates end, Rates any, Rates known, Rates planned) {
    static Cell run(String cell, Simulated simulated, int usual) {
      return run(cell, simulated, usual, ALPHA, 0);
    }

    static Cell run(String cell, Simulated simulated, int usual, double alpha, double threshold) {
      Cell it = new Cell(new Rates(), new Rates(), new Rates(), new Rates(), new Rates());
      KnownClock clock = new KnownClock(alpha);
      for (int i = 0; i < Simulated.series(usual); i++) {
        List<TestLook> looks = simulated.looks(Simulated.random(cell, i), i);
        NormalSequence planned = NormalSequence.planned(looks, EffectScale.RELATIVE, true);
        NormalSequence any = NormalSequence.anyTime(looks, EffectScale.RELATIVE, true, alpha);
        it.peek.add(Simulated.peeking(looks, alpha, threshold));
        Shown end = Simulated.atEnd(planned, alpha, threshold);
        it.end.add(end);
        it.any.add(Simulated.first(any, alpha, threshold));
        it.known.add(clock.first(looks, planned, threshold));
        it.planned.add(Simulated.first(planned, alpha, threshold));
      }
      return it;
    }

    String line(String cell) {
      return String.format(
          "%-24s each look %s, end %s, any %s, planned %s, with a known clock %s",
          cell, peek, end, any, planned, known);
    }
  }
}
