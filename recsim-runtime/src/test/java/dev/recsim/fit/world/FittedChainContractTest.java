package dev.recsim.fit.world;

import dev.recsim.api.Environment;
import dev.recsim.contract.EnvironmentContract;
import dev.recsim.fit.chain.ChainMixture;
import dev.recsim.fit.chain.MarkovChain;
import java.util.List;

class FittedChainContractTest extends EnvironmentContract {
  @Override
  protected Environment environment() {
    MarkovChain chain =
        new MarkovChain(
            new double[] {0.2, 0.3, 0.5},
            new double[][] {
              {0.5, 0.1, 0.2, 0.2}, {0.1, 0.6, 0.1, 0.2}, {0.3, 0.3, 0.3, 0.1},
            });
    return new ChainEnvironment(new ChainMixture(new double[] {1}, List.of(chain)), 1, 1_000);
  }
}
