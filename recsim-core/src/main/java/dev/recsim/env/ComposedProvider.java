package dev.recsim.env;

import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.Description;
import dev.recsim.api.compose.ComposedEnvironment;
import java.nio.file.Path;

/**
 * Provider of {@code composed}: an environment of parts that the file chooses. Environments with
 * parts of their own override {@link #defaults()}.
 */
@Description("An environment composed of users, documents and a choice model.")
public class ComposedProvider implements EnvironmentProvider<ComposedEnvironment.Options> {

  @Override
  public ComposedEnvironment.Options defaults() {
    return ComposedEnvironment.Options.of(null, null, null);
  }

  @Override
  public final Environment create(ComposedEnvironment.Options options, Path directory) {
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
