package dev.recsim.agent;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.NoOptions;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Policy;
import dev.recsim.random.RandomKey;

/** Provider of {@code random}: documents drawn uniformly, without repeats on a slate. */
@Description("Shows documents drawn uniformly at random, without repeats on a slate.")
public final class RandomProvider implements AgentProvider<NoOptions> {
  @Override
  public Agent create(NoOptions options, Environment environment, RandomKey key) {
    Policy policy = Policy.uniform(environment.space());
    return () -> policy;
  }
}
