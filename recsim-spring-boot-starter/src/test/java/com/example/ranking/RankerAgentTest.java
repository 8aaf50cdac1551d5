package com.example.ranking;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;
import dev.recsim.env.interest.InterestEvolutionEnvironmentProvider;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** The agent of the page {@code docs/existing-application.md}. */
@Tag("slow")
class RankerAgentTest extends AgentContract<RankerAgent.Options> {
  @Override
  protected AgentProvider<RankerAgent.Options> provider() {
    return new RankerAgent();
  }

  @Override
  protected Environment environment() {
    InterestEvolutionEnvironmentProvider provider = new InterestEvolutionEnvironmentProvider();
    return provider.create(provider.defaults(), Path.of("."));
  }
}
