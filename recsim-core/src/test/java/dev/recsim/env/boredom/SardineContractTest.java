package dev.recsim.env.boredom;

import dev.recsim.api.Environment;
import dev.recsim.api.Options;
import dev.recsim.api.Part;
import dev.recsim.api.compose.ComposedEnvironment;
import dev.recsim.contract.EnvironmentContract;
import dev.recsim.env.choice.PositionBasedProvider;
import dev.recsim.env.choice.PositionBasedProvider.Ends;
import java.nio.file.Path;

/** With every option that the defaults of {@code sardine} do not use, and few candidates. */
class SardineContractTest extends EnvironmentContract {
  @Override
  protected Environment environment() {
    SardineProvider provider = new SardineProvider();
    ComposedEnvironment.Options options = provider.defaults();
    Record users = Options.with(options.user().options(), "inertia", 0.95);
    Record choice = Options.with(options.choice().options(), "slope", 10.0);
    choice = Options.with(choice, "midpoint", 0.3);
    choice = Options.with(choice, "examination_from", Ends.BOTH_ENDS);
    choice = Options.with(choice, "diversity_threshold", 2);
    choice = Options.with(choice, "diversity_penalty", 3.0);
    return provider.create(
        options
            .with("user", new Part<>(new BoredUsersProvider(), users))
            .with("choice", new Part<>(new PositionBasedProvider(), choice))
            .with("candidates", 12)
            .with("slate_size", 4)
            .with("max_session_length", 10),
        Path.of("."));
  }
}
