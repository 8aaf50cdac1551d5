package dev.recsim.env;

import dev.recsim.api.Environment;
import dev.recsim.contract.EnvironmentContract;
import java.nio.file.Path;

class TransitionMatrixContractTest extends EnvironmentContract {
  @Override
  protected Environment environment() {
    TransitionMatrixProvider provider = new TransitionMatrixProvider();
    return provider.create(provider.defaults(), Path.of("."));
  }
}
