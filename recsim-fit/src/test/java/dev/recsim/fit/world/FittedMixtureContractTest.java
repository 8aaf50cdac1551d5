package dev.recsim.fit.world;

import dev.recsim.api.Environment;
import dev.recsim.contract.EnvironmentContract;
import dev.recsim.fit.chain.ChainMixture;
import dev.recsim.fit.chain.MarkovChain;
import java.util.List;
import java.util.Optional;

class FittedMixtureContractTest extends EnvironmentContract {
  @Override
  protected Environment environment() {
    MarkovChain stays =
        new MarkovChain(new double[] {0.5, 0.5}, new double[][] {{0.8, 0, 0.2}, {0, 0.8, 0.2}});
    MarkovChain switches =
        new MarkovChain(new double[] {0.5, 0.5}, new double[][] {{0, 0.8, 0.2}, {0.8, 0, 0.2}});
    return new ChainEnvironment(
        new ChainMixture(new double[] {0.5, 0.5}, List.of(stays, switches)),
        Optional.empty(),
        2,
        1_000);
  }
}
