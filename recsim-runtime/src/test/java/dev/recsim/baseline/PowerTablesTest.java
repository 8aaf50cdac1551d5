package dev.recsim.baseline;

import dev.recsim.baseline.rule.Margin;
import dev.recsim.stats.MeanDifference;
import dev.recsim.stats.Power;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;

/** The tables of power in docs/statistics.md; a test that fails prints the table to paste. */
class PowerTablesTest {
  private static final int[] SEEDS = {5, 10, 20, 40};
  private static final double[] SPREADS = {0.5, 1, 2, 5, 10};
  private static final double[] CORRELATIONS = {0, 0.5, 0.8};
  private static final double ALPHA = Check.ALPHA;

  @Test
  void marginsThatSeedsCanTell() {
    StringBuilder table =
        new StringBuilder(
            """
            | spread | correlation | 5 seeds | 10 | 20 | 40 |
            |---|---|---|---|---|---|
            """);
    for (double spread : SPREADS) {
      for (double correlation : CORRELATIONS) {
        start(table, spread, correlation);
        for (int n : SEEDS) {
          table.append(" | " + round(quantiles(n) * difference(spread, correlation), 2) + " %");
        }
        table.append(" |\n");
      }
    }
    table.append("| an unchanged agent holds | |");
    for (int n : SEEDS) {
      table.append(" " + percent(HoldChance.of(n, quantiles(n), ALPHA)) + " |");
    }
    StatisticsPage.STATISTICS.holds(table.append("\n"));
  }

  @Test
  void chancesOfAnUnchangedAgentToHoldAtTheDefaultMargin() {
    StringBuilder table =
        new StringBuilder(
            """
            | spread | correlation | 5 seeds | 10 | 20 | 40 |
            |---|---|---|---|---|---|
            """);
    for (double spread : SPREADS) {
      for (double correlation : CORRELATIONS) {
        start(table, spread, correlation);
        for (int n : SEEDS) {
          double margin = 100 * Margin.DEFAULTS.relative() / difference(spread, correlation);
          table.append(" | " + percent(HoldChance.of(n, margin, ALPHA)));
        }
        table.append(" |\n");
      }
    }
    StatisticsPage.STATISTICS.holds(table);
  }

  private static void start(StringBuilder table, double spread, double correlation) {
    table.append("| " + plain(spread) + " % | " + plain(correlation));
  }

  /** Deviation of a pair's difference, in the units of the spread. */
  private static double difference(double spread, double correlation) {
    return Math.sqrt(2 * (1 - correlation)) * spread;
  }

  /** The margin, in deviations of a difference. */
  private static double quantiles(int n) {
    return (MeanDifference.quantile(ALPHA, n - 1) + MeanDifference.quantile(1 - Power.POWER, n - 1))
        / Math.sqrt(n);
  }

  private static String percent(double share) {
    return round(100 * share, 0) + " %";
  }

  private static String plain(double value) {
    return new BigDecimal(value)
        .setScale(1, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }

  private static String round(double value, int digits) {
    return new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
  }
}
