package dev.recsim.agent.linear;

import dev.recsim.agent.linear.GlmTsProvider.GlmTs;
import dev.recsim.api.Environment;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.Space;
import dev.recsim.learn.LearningAgent;
import dev.recsim.learn.LearningProvider;
import dev.recsim.random.RandomKey;

/** Provider of {@code glm_ts}: logistic regression with Thompson sampling. */
@Description(
    "Learns click probabilities by logistic regression on features; explores by"
        + " sampling coefficients.")
public final class GlmTsProvider extends LearningProvider<GlmTs> {

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
          Interactions interactions) {}

  /** Called by the service loader. */
  public GlmTsProvider() {
    super("glm_ts");
  }

  @Override
  public void check(GlmTs options, Environment environment) {
    FeatureMap.check(name(), options.interactions(), environment.space());
  }

  @Override
  protected LearningAgent agent(GlmTs options, Environment environment, RandomKey key) {
    Space space = environment.space();
    FeatureMap features = new FeatureMap(options.interactions(), space);
    LogisticModel model =
        new LogisticModel(
            features.size(),
            options.priorStddev(),
            GlmExploration.sampling(options.optimismScaling()));
    return new LinearAgent(model, features, space);
  }
}
