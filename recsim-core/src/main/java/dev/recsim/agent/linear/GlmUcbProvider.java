package dev.recsim.agent.linear;

import dev.recsim.agent.linear.GlmUcbProvider.GlmUcb;
import dev.recsim.api.Environment;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.Space;
import dev.recsim.learn.LearningAgent;
import dev.recsim.learn.LearningProvider;
import dev.recsim.random.RandomKey;

/** Provider of {@code glm_ucb}: logistic regression with upper confidence bounds. */
@Description(
    "Learns click probabilities by logistic regression on features; explores by"
        + " upper confidence bounds.")
public final class GlmUcbProvider extends LearningProvider<GlmUcb> {

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
          Interactions interactions) {}

  /** Called by the service loader. */
  public GlmUcbProvider() {
    super("glm_ucb");
  }

  @Override
  public void check(GlmUcb options, Environment environment) {
    FeatureMap.check(name(), options.interactions(), environment.space());
  }

  @Override
  protected LearningAgent agent(GlmUcb options, Environment environment, RandomKey key) {
    Space space = environment.space();
    FeatureMap features = new FeatureMap(options.interactions(), space);
    int size = features.size();
    LogisticModel model =
        new LogisticModel(
            size,
            options.priorStddev(),
            GlmExploration.upperBound(size, options.optimismScaling(), options.horizon()));
    return new LinearAgent(model, features, space);
  }
}
