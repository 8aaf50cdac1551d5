package dev.recsim.agent.counts;

import dev.recsim.agent.TopicEnvironment;
import dev.recsim.agent.TopicEnvironment.Stay;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;
import org.junit.jupiter.api.Tag;

/** Slates of documents with features. */
@Tag("slow")
class KnnSlatesContractTest extends AgentContract<KnnProvider.Options> {
  @Override
  protected AgentProvider<KnnProvider.Options> provider() {
    return new KnnProvider();
  }

  @Override
  protected Environment environment() {
    return new TopicEnvironment(Stay.FOREVER);
  }
}
