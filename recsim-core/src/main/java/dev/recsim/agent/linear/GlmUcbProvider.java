package dev.recsim.agent.linear;

import dev.recsim.agent.linear.GlmUcbProvider.GlmUcb;
import dev.recsim.agent.linear.LogisticModel.Exploration;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;

/** Provider of {@code glm_ucb}: logistic regression with upper confidence bounds. */
@Description(
    "Learns click probabilities by logistic regression on features; explores by"
        + " upper confidence bounds.")
public final class GlmUcbProvider extends GlmProvider<GlmUcb> {

  /** Options of {@code glm_ucb}. */
  public record GlmUcb(
      @Description("Factor on the width of the confidence interval of a document.")
          @Range(min = 0, max = 1_000)
          @Default("1")
          double optimismScaling,
      @Description("Number of decisions that the confidence width is computed for.")
          @Range(min = 2, max = 1e12)
          @Default("10000")
          double horizon,
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
  Exploration exploration(GlmUcb options, int size) {
    return GlmExploration.upperBound(size, options.optimismScaling(), options.horizon());
  }
}
