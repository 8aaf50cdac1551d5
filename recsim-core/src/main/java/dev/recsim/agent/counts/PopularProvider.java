package dev.recsim.agent.counts;

import dev.recsim.api.Environment;
import dev.recsim.api.NoOptions;
import dev.recsim.api.Options.Description;
import dev.recsim.learn.LearningAgent;
import dev.recsim.learn.LearningProvider;
import dev.recsim.random.RandomKey;

/** Provider of the agent {@code popular}. */
@Description("Shows all users the documents with the most clicks.")
public final class PopularProvider extends LearningProvider<NoOptions> {
  @Override
  public void check(NoOptions options, Environment environment) {
    NumberedDocuments.check(name(), environment);
  }

  @Override
  protected LearningAgent agent(NoOptions options, Environment environment, RandomKey key) {
    return new PopularAgent(environment.space());
  }
}
