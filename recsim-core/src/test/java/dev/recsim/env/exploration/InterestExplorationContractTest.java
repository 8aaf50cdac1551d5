package dev.recsim.env.exploration;

import dev.recsim.api.Environment;
import dev.recsim.contract.EnvironmentContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class InterestExplorationContractTest extends EnvironmentContract {
  @Override
  protected Environment environment() {
    InterestExplorationProvider provider = new InterestExplorationProvider();
    return provider.create(provider.defaults(), Path.of("."));
  }
}
