package com.example.podcasts;

import com.example.podcasts.TopicMinutesProvider.TopicMinutesOptions;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;
import java.nio.file.Path;

/** Tests the rules of all agents and their policies. */
class TopicMinutesTest extends AgentContract<TopicMinutesOptions> {
  @Override
  protected AgentProvider<TopicMinutesOptions> provider() {
    return new TopicMinutesProvider();
  }

  @Override
  protected Environment environment() {
    CommuteProvider provider = new CommuteProvider();
    return provider.create(provider.defaults(), Path.of("."));
  }
}
