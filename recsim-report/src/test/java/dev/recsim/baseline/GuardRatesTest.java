package dev.recsim.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.baseline.ErrorRates.Cell;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The errors of guards, simulated, and the tables of error-rates.md. "At most alpha" is asserted as
 * in ErrorRatesTest, of Clopper and Pearson's lower bound at 1e-6; the keys are fixed.
 */
@Tag("slow")
class GuardRatesTest {
  private static final double ALPHA = ErrorRates.ALPHA;
  private static final double ODDS = 1e-6;
  private static final int[] SEEDS = {5, 10, 20, 40};
  private static final double[] DEPENDENCES = {0, 0.8};

  @Tag("nightly")
  @Test
  void boundedMetricsErrAtMostAlpha() {
    StringBuilder table =
        new StringBuilder(
            """
            | values | correlation | seeds | REGRESSED, nothing changed | HOLDS, margin lost |
            |---|---|---|---|---|
            """);
    for (double correlation : DEPENDENCES) {
      for (int seeds : new int[] {5, 10, 20}) {
        Cell cell = ErrorRates.paired(Shape.BOUNDED, correlation, seeds, null);
        assertThat(cell.alarms().low(ODDS)).isLessThanOrEqualTo(ALPHA);
        table.append(
            "| bounded | %s | %s | %s | %s |\n"
                .formatted(plain(correlation), seeds, cell.alarms().text(), cell.misses().text()));
        assertThat(cell.misses().low(ODDS)).isLessThanOrEqualTo(ALPHA);
      }
    }
    StatisticsPage.ERROR_RATES.holds(table);
  }

  // Without the correction, four comparisons name something in more than 1 % of builds.
  @Tag("nightly")
  @Test
  void unchangedBuildNamesAnyScoreOrGuardAtMostWithAlpha() {
    StringBuilder table =
        new StringBuilder(
            """
            | agents | guards of each | correlation of metrics | without Holm's correction | with it |
            |---|---|---|---|---|
            """);
    for (int[] build : new int[][] {{1, 3}, {5, 3}, {5, 10}}) {
      for (double dependence : DEPENDENCES) {
        Rate plain = GuardRates.named(build[0], build[1], dependence, 10, false);
        Rate corrected = GuardRates.named(build[0], build[1], dependence, 10, true);
        assertThat(plain.low(ODDS)).isGreaterThan(ALPHA);
        assertThat(corrected.low(ODDS)).isLessThanOrEqualTo(ALPHA);
        table.append(
            "| %s | %s | %s | %s | %s |\n"
                .formatted(build[0], build[1], plain(dependence), plain.text(), corrected.text()));
      }
    }
    StatisticsPage.ERROR_RATES.holds(table);
  }

  @Tag("nightly")
  @Test
  void unchangedGuardsHoldTogetherAsTheDocsTell() {
    StringBuilder table =
        new StringBuilder(
            """
            | margin | guards | correlation of metrics | 5 seeds | 10 | 20 | 40 |
            |---|---|---|---|---|---|---|
            """);
    for (double margin : new double[] {1, 1.5, 2, 3}) {
      for (int guards : new int[] {1, 3, 6}) {
        for (double dependence : guards == 1 ? new double[] {0} : DEPENDENCES) {
          table.append(
              "| %s | %s | %s |"
                  .formatted(plain(margin), guards, guards == 1 ? "" : plain(dependence)));
          for (int seeds : SEEDS) {
            Rate all = GuardRates.allHold(guards, dependence, margin, seeds);
            table.append(" " + percent((double) all.errors() / all.trials()) + " |");
          }
          table.append("\n");
        }
      }
    }
    StatisticsPage.ERROR_RATES.holds(table);
  }

  // The union bound, which recsim:baseline states, against what is computed of a single guard.
  @Test
  void normalGuardsHoldTogetherAtLeastAsOftenAsTheUnionBound() {
    for (double dependence : DEPENDENCES) {
      Rate all = GuardRates.allHold(3, dependence, 2, 10, List.of(Shape.NORMAL));
      double one = HoldChance.of(10, 2 / Math.sqrt(2), ALPHA);
      assertThat(all.high(ODDS)).isGreaterThan(1 - 3 * (1 - one));
      assertThat(all.low(ODDS)).isLessThan(one);
    }
    Rate single = GuardRates.allHold(1, 0, 2, 10, List.of(Shape.NORMAL));
    double chance = HoldChance.of(10, 2 / Math.sqrt(2), ALPHA);
    assertThat(single.low(ODDS)).isLessThan(chance);
    assertThat(single.high(ODDS)).isGreaterThan(chance);
  }

  private static String percent(double share) {
    return new BigDecimal(100 * share).setScale(0, RoundingMode.HALF_EVEN) + " %";
  }

  private static String plain(double value) {
    return new BigDecimal(value)
        .setScale(1, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }
}
