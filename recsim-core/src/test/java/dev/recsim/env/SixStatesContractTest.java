package dev.recsim.env;

import dev.recsim.api.Environment;
import dev.recsim.contract.EnvironmentContract;
import java.nio.file.Path;

class SixStatesContractTest extends EnvironmentContract {
  @Override
  protected Environment environment() {
    SixStatesProvider provider = new SixStatesProvider();
    return provider.create(provider.defaults(), Path.of("."));
  }
}
