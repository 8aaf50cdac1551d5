package dev.recsim.learn.slateq;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.Options;
import dev.recsim.contract.AgentContract;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** With candidates found among encoded documents. */
@Tag("nightly")
class SlateQEncodedContractTest extends AgentContract<SlateQOptions> {
  private final Environment environment = Environments.videos(300);

  @Override
  protected AgentProvider<SlateQOptions> provider() {
    return new SlateQ();
  }

  @Override
  protected SlateQOptions options() {
    return Options.with(Options.defaults(SlateQOptions.class), "encoder", List.of(16));
  }

  @Override
  protected Environment environment() {
    return environment;
  }
}
