package dev.recsim.env.interest;

import dev.recsim.api.Environment;
import dev.recsim.contract.EnvironmentContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class InterestEvolutionContractTest extends EnvironmentContract {
  @Override
  protected Environment environment() {
    InterestEvolutionEnvironmentProvider provider = new InterestEvolutionEnvironmentProvider();
    return provider.create(provider.defaults(), Path.of("."));
  }
}
