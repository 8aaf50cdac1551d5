package dev.recsim.env.compose;

import dev.recsim.api.Description;
import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.InvalidOption;
import dev.recsim.env.compose.ComposedOptions.Resample;
import java.nio.file.Path;

/** Provider of {@code composed}: an environment of parts that the file chooses. */
@Description("An environment put together from users, documents and a choice model.")
public final class ComposedProvider implements EnvironmentProvider<ComposedOptions> {

  @Override
  public String name() {
    return "composed";
  }

  @Override
  public ComposedOptions defaults() {
    return new ComposedOptions(null, null, null, 10, 1, Resample.STEP, 42, 0, 0, null, 1_000);
  }

  @Override
  public Environment create(ComposedOptions options, Path directory) {
    given(options.user(), "user");
    given(options.documents(), "documents");
    given(options.choice(), "choice");
    return new ComposedEnvironment(options);
  }

  private static void given(Object part, String key) {
    InvalidOption.unless(
        part != null, key, "is missing; write \"" + key + ": {type: ...}\" with a type of it");
  }
}
