package dev.recsim.env.satisfaction;

import dev.recsim.api.Environment;
import dev.recsim.contract.EnvironmentContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class LongTermSatisfactionContractTest extends EnvironmentContract {
  @Override
  protected Environment environment() {
    LongTermSatisfactionProvider provider = new LongTermSatisfactionProvider();
    return provider.create(provider.defaults(), Path.of("."));
  }
}
