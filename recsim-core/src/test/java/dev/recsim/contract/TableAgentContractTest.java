package dev.recsim.contract;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.env.TransitionMatrixProvider;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** Runs the contract on an agent that learns. */
@Tag("slow")
class TableAgentContractTest extends AgentContract<TableAgent.Provider.Options> {
  @Override
  protected AgentProvider<TableAgent.Provider.Options> provider() {
    return new TableAgent.Provider();
  }

  @Override
  protected Environment environment() {
    TransitionMatrixProvider provider = new TransitionMatrixProvider();
    return provider.create(provider.defaults(), Path.of("."));
  }
}
