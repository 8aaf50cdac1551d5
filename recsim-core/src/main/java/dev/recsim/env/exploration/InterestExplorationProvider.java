package dev.recsim.env.exploration;

import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Part;
import dev.recsim.api.compose.ComposedEnvironment;
import dev.recsim.api.compose.ComposedEnvironment.Resample;
import dev.recsim.env.choice.MultinomialLogitProvider;
import dev.recsim.env.choice.MultinomialLogitProvider.MultinomialLogit;
import java.nio.file.Path;

/** Provider of {@code interest_exploration}, RecSim's environment of users with a latent type. */
@Description(
    "RecSim's environment of latent tastes: agents must find out during a session"
        + " which topic a user likes.")
public final class InterestExplorationProvider
    implements EnvironmentProvider<ComposedEnvironment.Options> {
  @Override
  public String name() {
    return "interest_exploration";
  }

  @Override
  public ComposedEnvironment.Options defaults() {
    return new ComposedEnvironment.Options(
        Part.of(new LatentAffinitiesProvider()),
        Part.of(new RatedDocumentsProvider()),
        new Part<>(new MultinomialLogitProvider(), new MultinomialLogit(5.0)),
        10,
        1,
        Resample.STEP,
        42,
        0,
        0,
        null,
        100);
  }

  @Override
  public Environment create(ComposedEnvironment.Options options, Path directory) {
    return new ComposedEnvironment(options);
  }
}
