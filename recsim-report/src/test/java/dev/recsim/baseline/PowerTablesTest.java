package dev.recsim.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.rule.Margin;
import dev.recsim.stats.MeanDifference;
import dev.recsim.stats.Power;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;

/** The table of power in docs/statistics.md; a test that fails prints the table to paste. */
class PowerTablesTest {
  private static final int[] SEEDS = {5, 10, 20, 40};
  private static final double[] SPREADS = {0.5, 1, 2, 5, 10};
  private static final double ALPHA = Check.ALPHA;

  @Test
  void pageSaysWhatSeedsCanTell() {
    StringBuilder table =
        new StringBuilder(
            """
            | | 5 seeds | 10 | 20 | 40 |
            |---|---|---|---|---|
            """);
    table.append("| margin that it holds in about 90 % of builds, divided by the spread |");
    for (int n : SEEDS) {
      table.append(" " + round(quantiles(n) * difference(1, 0), 2) + " |");
    }
    table.append("\n| it holds with this margin |");
    for (int n : SEEDS) {
      table.append(" " + percent(HoldChance.of(n, quantiles(n), ALPHA)) + " |");
    }
    String title = "it holds with a margin of 2 % if the spread is ";
    for (double spread : SPREADS) {
      table.append("\n| " + title + plain(spread) + " % |");
      title = "";
      for (int n : SEEDS) {
        double margin = 100 * Margin.DEFAULTS.relative() / difference(spread, 0);
        table.append(" " + percent(HoldChance.of(n, margin, ALPHA)) + " |");
      }
    }
    StatisticsPage.STATISTICS.holds(table.append("\n"));
  }

  /** A correlation only makes the deviation of a difference smaller. */
  @Test
  void correlationActsLikeASmallerSpread() {
    for (double correlation : new double[] {0.5, 0.8}) {
      String spread = round(difference(1, correlation) / difference(1, 0), 2);
      assertThat(StatisticsPage.STATISTICS.text())
          .containsPattern(plain(correlation) + " (acts )?like " + spread + " times the spread");
    }
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
