package com.example.shop;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;
import dev.recsim.env.interest.InterestEvolutionEnvironmentProvider;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class ShopAgentTest extends AgentContract<ShopAgent.Options> {
  @Override
  protected AgentProvider<ShopAgent.Options> provider() {
    return new ShopAgent();
  }

  @Override
  protected Environment environment() {
    InterestEvolutionEnvironmentProvider provider = new InterestEvolutionEnvironmentProvider();
    return provider.create(provider.defaults(), Path.of("."));
  }
}
