package dev.recsim.fit.world;

import dev.recsim.api.Environment;
import dev.recsim.contract.EnvironmentContract;
import dev.recsim.fit.click.DependentClicks;

class FittedClicksContractTest extends EnvironmentContract {
  private static final double[] ATTRACTIVE = {.1, .2, .3, .4, .5};

  @Override
  protected Environment environment() {
    DependentClicks clicks = new DependentClicks(ATTRACTIVE, new double[] {.8, .5}, new double[2]);
    return new ClickEnvironment(clicks, ATTRACTIVE.length, 3, 0.25, 1_000);
  }
}
