package dev.recsim.learn.tabularq;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;

/** Options of agents of type {@code tabular_q}. */
public record TabularQOptions(
    @Description(
            "Discount of a step. Default: 0.95, or up to 0.99 if the sessions of warm-up show that"
                + " most are long: 1 - 1 / (mean - standard deviation of their lengths).")
        @Range(min = 0, max = 1)
        Double gamma,
    @Description("Share of the distance to its target by which a value moves.")
        @Range(above = 0, max = 1)
        @Default("1")
        double learningRate,
    @Description(
            "The n-th update of a value has the rate learning_rate / n^learning_rate_decay."
                + " 0 is a constant rate; above 0.5 values converge.")
        @Range(min = 0, max = 1)
        @Default("0.6")
        double learningRateDecay,
    @Description(
            "While learning: a random slate with a probability that falls with the visits of the"
                + " observation (visits) or with the sessions (epsilon_greedy), or always the slate"
                + " shown least often for the observation (min_count).")
        @Default("visits")
        Exploration exploration,
    @Description(
            "The probability of a random slate in session i, counted from 1, is this number"
                + " to the power of i. For epsilon_greedy only.")
        @Range(min = 0, max = 1)
        @Default("0.99")
        double explorationTemperature,
    @Description("Whether the same documents in a different order are a different slate.")
        @Default("false")
        boolean ordinalSlates,
    @Description("Number of bin edges for numeric features.")
        @Range(min = 1, max = 1_000_000)
        @Default("100")
        int numberBins,
    @Description("The first and the last bin edge.") @Default("{lower: 0, upper: 10}")
        Bounds discretizationBounds) {

  /** The ends of an interval. */
  public record Bounds(
      @Description("The first bin edge.") @Range double lower,
      @Description("The last bin edge.") @Range double upper) {

    public Bounds {
      InvalidOption.unless(
          lower < upper, "upper", "must be above lower, " + lower + ", but is " + upper);
    }
  }

  /** The exploration policy. */
  public enum Exploration {
    /**
     * A random slate with probability sqrt(30 / n), n the mean number of times that a slate was
     * shown for the observation; else the best slate.
     */
    VISITS,
    /** A random slate with decaying probability, else the best slate. */
    EPSILON_GREEDY,
    /** The slate that was shown least often for the observation's key. */
    MIN_COUNT
  }

  Bins bins() {
    return new Bins(discretizationBounds.lower(), discretizationBounds.upper(), numberBins);
  }
}
