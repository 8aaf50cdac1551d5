package com.example.podcasts;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;
import java.nio.file.Path;

/** Tests the rules of all agents and their policies. */
class DocumentQTest extends AgentContract<DocumentQ.Options> {
  @Override
  protected AgentProvider<DocumentQ.Options> provider() {
    return new DocumentQ();
  }

  @Override
  protected Environment environment() {
    CommuteProvider provider = new CommuteProvider();
    return provider.create(provider.defaults(), Path.of("."));
  }
}
