package dev.recsim.fit.world;

import dev.recsim.api.Environment;
import dev.recsim.contract.EnvironmentContract;
import dev.recsim.fit.click.DependentClicks;
import dev.recsim.random.RandomKey;

class KindsContractTest extends EnvironmentContract {
  @Override
  protected Environment environment() {
    double[] attractive = {.1, .2, .3, .4, .5};
    DependentClicks clicks = new DependentClicks(attractive, new double[] {.8, .5}, new double[2]);
    ClickEnvironment mean = new ClickEnvironment(clicks, attractive.length, 3, 0.25, 1_000);
    return KindsEnvironment.of(mean, 2, RandomKey.root(3));
  }
}
