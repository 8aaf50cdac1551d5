package dev.recsim.baseline;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.apache.commons.statistics.distribution.BetaDistribution;

/** Errors among trials. */
record Rate(int errors, int trials) {
  /** Clopper and Pearson's lower bound of the error's probability at this level. */
  double low(double level) {
    return errors == 0
        ? 0
        : BetaDistribution.of(errors, trials - errors + 1.0).inverseCumulativeProbability(level);
  }

  /** Their upper bound. */
  double high(double level) {
    return errors == trials
        ? 1
        : BetaDistribution.of(errors + 1.0, trials - errors).inverseSurvivalProbability(level);
  }

  /** In per cent, with the interval at 99 %: {@code 0.98 (0.90-1.06)}. */
  String text() {
    return percent((double) errors / trials)
        + " ("
        + percent(low(0.005))
        + "-"
        + percent(high(0.005))
        + ")";
  }

  private static String percent(double share) {
    return new BigDecimal(share)
        .movePointRight(2)
        .setScale(2, RoundingMode.HALF_EVEN)
        .toPlainString();
  }
}
