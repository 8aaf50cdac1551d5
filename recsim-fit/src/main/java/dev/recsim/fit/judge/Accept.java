package dev.recsim.fit.judge;

import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;

/** What a fitted environment must reach on held-out sessions. All are effect sizes. */
public record Accept(
    @Description(
            "Least gain in log likelihood over independent draws, in nats per decision: the lower"
                + " end of its 95 % interval.")
        @Default("0")
        double gain,
    @Description("Largest perplexity of a decision. Default: any.") @Range(min = 1)
        Double perplexity,
    @Description(
            "Largest difference between the shares of sessions up to a length"
                + " (Kolmogorov-Smirnov).")
        @Default("0.03")
        @Range(min = 0, max = 1)
        double sessionLength,
    @Description("Largest relative error of the click rate at a position.")
        @Default("0.05")
        @Range(min = 0)
        double clickRate,
    @Description("Largest share of slates with another number of clicks (total variation).")
        @Default("0.03")
        @Range(min = 0, max = 1)
        double clicksPerSlate,
    @Description("Largest expected calibration error of click probabilities, in ten bins.")
        @Default("0.01")
        @Range(min = 0, max = 1)
        double calibration,
    @Description("Largest relative error of a statistic of simulated sessions.")
        @Default("0.05")
        @Range(min = 0)
        double predictive,
    @Description(
            "Largest correlation of the responses of one user to the same document; above 0 if"
                + " there are kinds of users.")
        @Default("0.05")
        @Range(min = 0, max = 1)
        double userCorrelation,
    @Description("Largest difference between the first and the last fifth of the log.")
        @Default("0.05")
        @Range(min = 0)
        double drift,
    @Description(
            "Largest share of accepted documents after which the user was at another document.")
        @Default("0.01")
        @Range(min = 0, max = 1)
        double elsewhere,
    @Description(
            "Least gain among users who are not in the fit, as a share of the gain among users of"
                + " the fit. Default: 0.5.")
        @Range(min = 0, max = 1)
        Double heldUsers,
    @Description(
            "Largest mean relative error of the values of agents in a second fit, to a log that the"
                + " environment simulates. Default: 0.15.")
        @Range(min = 0)
        Double recovery,
    @Description("Least Kendall's tau of the order of these agents. Default: 0.8.")
        @Range(min = -1, max = 1)
        Double recoveryOrder,
    @Description(
            "Largest share of what the best of these agents shows that has fewer exposures than"
                + " min_exposures. Default: 0.1.")
        @Range(min = 0, max = 1)
        Double rare) {
  private static final double HELD_USERS = 0.5;
  private static final double RECOVERY = 0.15;
  private static final double RECOVERY_ORDER = 0.8;
  private static final double RARE = 0.1;

  /** {@code recovery}, or its default. */
  public double largestRecovery() {
    return recovery == null ? RECOVERY : recovery;
  }

  /** {@code recoveryOrder}, or its default. */
  public double leastRecoveryOrder() {
    return recoveryOrder == null ? RECOVERY_ORDER : recoveryOrder;
  }

  /** {@code rare}, or its default. */
  public double largestRare() {
    return rare == null ? RARE : rare;
  }

  /** {@code heldUsers}, or its default. */
  public double leastOfHeldUsers() {
    return heldUsers == null ? HELD_USERS : heldUsers;
  }
}
