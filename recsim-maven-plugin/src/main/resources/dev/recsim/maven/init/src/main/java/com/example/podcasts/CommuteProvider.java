package com.example.podcasts;

import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Part;
import dev.recsim.api.compose.ComposedEnvironment;
import java.nio.file.Path;

/**
 * Provider of {@code commute}, the environment composed of commuters, episodes and a lock screen.
 */
@Description("A podcast app on the way to work: commuters choose from three episodes at a time.")
public final class CommuteProvider implements EnvironmentProvider<ComposedEnvironment.Options> {

  @Override
  public ComposedEnvironment.Options defaults() {
    return ComposedEnvironment.Options.of(
            Part.of(new CommutersProvider()),
            Part.of(new EpisodesProvider()),
            Part.of(new LockScreenProvider()))
        .with("slate_size", 3)
        .with("max_session_length", 100);
  }

  @Override
  public Environment create(ComposedEnvironment.Options options, Path directory) {
    return new ComposedEnvironment(options);
  }
}
