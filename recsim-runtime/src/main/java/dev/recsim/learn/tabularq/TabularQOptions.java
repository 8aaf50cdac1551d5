package dev.recsim.learn.tabularq;

import dev.recsim.api.Default;
import dev.recsim.api.Description;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Range;

/** Options of agents of type {@code tabular_q}. */
public record TabularQOptions(
    @Description("Discount of a step.") @Range(min = 0, max = 1) @Default("0.99") double gamma,
    @Description("Share of the way to its target by which a value moves.")
        @Range(above = 0, max = 1)
        @Default("0.1")
        double learningRate,
    @Description(
            "The n-th step of a value is learning_rate / n^learning_rate_decay: 0 keeps it, above"
                + " 0.5 values settle.")
        @Range(min = 0, max = 1)
        @Default("0")
        double learningRateDecay,
    @Description(
            "While learning: a random slate with a decaying probability (epsilon_greedy), or always"
                + " the slate shown least often in the situation (min_count).")
        @Default("epsilon_greedy")
        Exploration exploration,
    @Description(
            "Probability of a random slate in session i, counted from 1, is this to the power of i;"
                + " only for epsilon_greedy.")
        @Range(min = 0, max = 1)
        @Default("0.99")
        double explorationTemperature,
    @Description("Whether the same documents in another order are another slate.") @Default("false")
        boolean ordinalSlates,
    @Description("Number of edges between which features are told apart.")
        @Range(min = 1, max = 1_000_000)
        @Default("100")
        int numberBins,
    @Description("The first and the last edge.") @Default("{lower: 0, upper: 10}")
        Bounds discretizationBounds) {

  /** The ends of an interval. */
  public record Bounds(
      @Description("The first edge.") @Range double lower,
      @Description("The last edge.") @Range double upper) {

    public Bounds {
      InvalidOption.unless(
          lower < upper, "upper", "must be above lower, " + lower + ", but is " + upper);
    }
  }

  /** The exploration policy. */
  public enum Exploration {
    /** A random slate with decaying probability, else the best slate. */
    EPSILON_GREEDY,
    /** The slate that was shown least often for the observation's key. */
    MIN_COUNT
  }

  Bins bins() {
    return new Bins(discretizationBounds.lower(), discretizationBounds.upper(), numberBins);
  }
}
