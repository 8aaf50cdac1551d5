package dev.recsim.learn.slateq;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;
import org.junit.jupiter.api.Tag;

/** With candidates found among encoded documents. */
@Tag("nightly")
class SlateQEncodedContractTest extends AgentContract<SlateQ.Options> {
  private final Environment environment = Environments.videos(300);

  @Override
  protected AgentProvider<SlateQ.Options> provider() {
    return new SlateQ(0);
  }

  @Override
  protected Environment environment() {
    return environment;
  }
}
