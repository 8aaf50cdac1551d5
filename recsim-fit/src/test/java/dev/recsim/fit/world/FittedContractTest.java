package dev.recsim.fit.world;

import dev.recsim.api.Environment;
import dev.recsim.contract.EnvironmentContract;
import java.nio.file.Path;

/** The environment of the example, which has responses. */
class FittedContractTest extends EnvironmentContract {
  @Override
  protected Environment environment() {
    return new FittedProvider()
        .create(
            new FittedProvider.Fitted("environments/shop.json", null, 1_000),
            Path.of("../experiments"));
  }
}
