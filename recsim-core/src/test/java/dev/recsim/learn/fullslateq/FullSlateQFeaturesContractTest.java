package dev.recsim.learn.fullslateq;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;
import dev.recsim.contract.IdentityEnvironment;
import org.junit.jupiter.api.Tag;

/** In an environment of features whose candidates come in another order at each step. */
@Tag("nightly")
class FullSlateQFeaturesContractTest extends AgentContract<FullSlateQ.Options> {
  @Override
  protected AgentProvider<FullSlateQ.Options> provider() {
    return new FullSlateQ();
  }

  @Override
  protected Environment environment() {
    return new IdentityEnvironment(5, 2, true);
  }
}
