package dev.recsim.agent;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.NoOptions;
import dev.recsim.contract.AgentContract;
import dev.recsim.env.interest.InterestEvolutionEnvironmentProvider;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class GreedyContractTest extends AgentContract<NoOptions> {
  @Override
  protected AgentProvider<NoOptions> provider() {
    return new GreedyProvider();
  }

  @Override
  protected Environment environment() {
    InterestEvolutionEnvironmentProvider environment = new InterestEvolutionEnvironmentProvider();
    return environment.create(environment.defaults(), Path.of("."));
  }
}
