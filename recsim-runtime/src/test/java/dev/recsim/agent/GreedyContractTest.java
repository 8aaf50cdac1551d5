package dev.recsim.agent;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;
import dev.recsim.env.interest.InterestEvolutionWorldProvider;
import java.nio.file.Path;

class GreedyContractTest extends AgentContract<NoOptions> {
  @Override
  protected AgentProvider<NoOptions> provider() {
    return new GreedyProvider();
  }

  @Override
  protected Environment environment() {
    InterestEvolutionWorldProvider world = new InterestEvolutionWorldProvider();
    return world.create(world.defaults(), Path.of("."));
  }
}
