package dev.recsim.agent.linear;

import dev.recsim.agent.linear.LogisticModel.Exploration;
import dev.recsim.api.Environment;
import dev.recsim.api.Space;
import dev.recsim.learn.LearningAgent;
import dev.recsim.learn.LearningProvider;
import dev.recsim.random.RandomKey;

/** Base class of providers of logistic regression. */
abstract class GlmProvider<C extends Record & GlmProvider.GlmOptions> extends LearningProvider<C> {

  /** Options of all of them. */
  interface GlmOptions {
    /** Standard deviation of the prior of the coefficients. */
    double priorStddev();

    /** How the features of users and documents are combined. */
    Interactions interactions();
  }

  /**
   * Returns how the agent explores.
   *
   * @param size number of features
   */
  abstract Exploration exploration(C options, int size);

  @Override
  public final void check(C options, Environment environment) {
    FeatureMap.check(name(), options.interactions(), environment.space());
  }

  @Override
  protected final LearningAgent agent(C options, Environment environment, RandomKey key) {
    Space space = environment.space();
    FeatureMap features = new FeatureMap(options.interactions(), space);
    int size = features.size();
    LogisticModel model =
        new LogisticModel(size, options.priorStddev(), exploration(options, size));
    return new LinearAgent(model, features, space);
  }
}
