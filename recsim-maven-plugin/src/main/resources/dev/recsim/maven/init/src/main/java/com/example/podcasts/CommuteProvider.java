package com.example.podcasts;

import dev.recsim.api.Description;
import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.Part;
import dev.recsim.env.compose.ComposedOptions;
import dev.recsim.env.compose.ComposedOptions.Resample;
import dev.recsim.env.compose.ComposedEnvironment;
import java.nio.file.Path;

/**
 * Provider of {@code commute}, the environment put together from commuters, episodes and a lock screen.
 */
@Description("A podcast app on the way to work: commuters choose from three episodes at a time.")
public final class CommuteProvider implements EnvironmentProvider<ComposedOptions> {

  @Override
  public String name() {
    return "commute";
  }

  @Override
  public ComposedOptions defaults() {
    return new ComposedOptions(
        Part.of(new CommutersProvider()),
        Part.of(new EpisodesProvider()),
        Part.of(new LockScreenProvider()),
        10, // candidates
        3, // slate size
        Resample.STEP,
        42, // seed of a corpus, if there is one
        0, // turnover
        0, // growth
        null, // reward: that of the users
        100); // steps at most
  }

  @Override
  public Environment create(ComposedOptions options, Path directory) {
    return new ComposedEnvironment(options);
  }
}
