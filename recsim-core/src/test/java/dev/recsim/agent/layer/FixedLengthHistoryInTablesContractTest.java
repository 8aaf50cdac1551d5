package dev.recsim.agent.layer;

import dev.recsim.agent.Environments;
import dev.recsim.agent.RandomProvider;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.AgentContract;

/** A history of states and documents that are nothing but indices. */
class FixedLengthHistoryInTablesContractTest
    extends AgentContract<FixedLengthHistoryProvider.Options> {
  @Override
  protected AgentProvider<FixedLengthHistoryProvider.Options> provider() {
    return new FixedLengthHistoryProvider();
  }

  @Override
  protected Environment environment() {
    return Environments.generated();
  }

  @Override
  protected FixedLengthHistoryProvider.Options options() {
    return new FixedLengthHistoryProvider.Options(
        Bases.of(new RandomProvider()), 3, true, true, true);
  }
}
