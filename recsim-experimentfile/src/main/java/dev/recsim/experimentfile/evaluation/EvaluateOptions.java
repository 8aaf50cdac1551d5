package dev.recsim.experimentfile.evaluation;

import dev.recsim.api.Options;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.ExactlyOne;
import dev.recsim.api.Options.Range;
import java.util.List;

/**
 * The section {@code evaluate} of an experiment, without its policies: how policies are evaluated
 * on a log.
 */
public record EvaluateOptions(
    @Description("Discount of the rewards of later steps of a session.")
        @Default("1")
        @Range(min = 0, max = 1)
        double discount,
    @Description(
            "Smallest and largest reward that a session can have, for intervals by empirical"
                + " likelihood. Default: 0 and 1 if all rewards are in between, otherwise none.")
        RewardRange rewards,
    @Description(
            "Largest weight that a session can have. Default: 1 / the smallest propensity of the"
                + " log.")
        @Range(min = 1)
        Double maxWeight,
    @Description(
            "Largest size of a reward; larger ones count as this. The values of all policies are then"
                + " those of clipped rewards. Default: rewards are not clipped.")
        @Range(above = 0)
        Double clipRewards,
    @Description("Seed of the trained agents that are evaluated.") @Default("0") @Range(min = 0)
        int seed,
    @Description(
            "Agents that learn from one half of the log, instead of in the environment. All"
                + " policies are then evaluated on the other half.")
        @Default("[]")
        List<String> learn) {

  public EvaluateOptions {
    learn = List.copyOf(learn);
  }

  /** The default options. */
  public static final EvaluateOptions DEFAULTS = Options.defaults(EvaluateOptions.class);

  /** Bounds of the reward of a session. */
  public record RewardRange(
      @Description("Smallest reward.") double min, @Description("Largest reward.") double max) {
    public RewardRange {
      if (!(min < max)) {
        throw new IllegalArgumentException("min must be below max");
      }
    }
  }

  /** A policy that is no agent of the experiment. */
  @ExactlyOne
  public record PolicyOptions(
      @Description("Column of the log with the policy's probability of what was shown.")
          String column,
      @Description("random: draws slates uniformly from the documents of the log.") Type type) {

    /** Policies without a column. */
    public enum Type {
      RANDOM
    }
  }
}
