package com.example.podcasts;

import com.example.podcasts.TopicMinutesProvider.TopicMinutesOptions;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;
import java.nio.file.Path;

/** The agent and its policies keep what every agent and every policy keeps. */
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
