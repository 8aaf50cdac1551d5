package dev.recsim.agent.linear;

import dev.recsim.agent.linear.GlmTsProvider.GlmTs;
import dev.recsim.agent.linear.LogisticModel.Exploration;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;

/** Provider of {@code glm_ts}: logistic regression with Thompson sampling. */
@Description(
    "Learns click probabilities by logistic regression on features; explores by"
        + " sampling coefficients.")
public final class GlmTsProvider extends GlmProvider<GlmTs> {

  /** Options of {@code glm_ts}. */
  public record GlmTs(
      @Description("Factor on the standard deviation of the sampled coefficients.")
          @Range(min = 0, max = 1_000)
          @Default("1")
          double optimismScaling,
      @Description("Standard deviation of the prior of the coefficients.")
          @Range(min = 0.001, max = 1_000)
          @Default("1")
          double priorStddev,
      @Description(
              "How the user's features are combined with the document's: none, outer (all"
                  + " products) or elementwise.")
          @Default("none")
          Interactions interactions)
      implements GlmOptions {}

  @Override
  Exploration exploration(GlmTs options, int size) {
    return GlmExploration.sampling(options.optimismScaling());
  }
}
