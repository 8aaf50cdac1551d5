package dev.recsim.agent;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.NoOptions;
import dev.recsim.contract.AgentContract;
import dev.recsim.env.interest.InterestEvolutionEnvironmentProvider;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** The random agent where documents have features and come and go. */
@Tag("slow")
class RandomAmongCandidatesContractTest extends AgentContract<NoOptions> {
  @Override
  protected AgentProvider<NoOptions> provider() {
    return new RandomProvider();
  }

  @Override
  protected Environment environment() {
    InterestEvolutionEnvironmentProvider provider = new InterestEvolutionEnvironmentProvider();
    return provider.create(provider.defaults(), Path.of("."));
  }
}
