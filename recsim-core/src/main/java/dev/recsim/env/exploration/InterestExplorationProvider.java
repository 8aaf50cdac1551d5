package dev.recsim.env.exploration;

import dev.recsim.api.Options.Description;
import dev.recsim.api.Part;
import dev.recsim.api.compose.ComposedEnvironment;
import dev.recsim.env.ComposedProvider;
import dev.recsim.env.choice.MultinomialLogitProvider;
import dev.recsim.env.choice.MultinomialLogitProvider.MultinomialLogit;

/** Provider of {@code interest_exploration}, RecSim's environment of users with a latent type. */
@Description(
    "RecSim's environment of latent tastes: agents must find out during a session"
        + " which topic a user likes.")
public final class InterestExplorationProvider extends ComposedProvider {
  @Override
  public ComposedEnvironment.Options defaults() {
    return ComposedEnvironment.Options.of(
            Part.of(new LatentAffinitiesProvider()),
            Part.of(new RatedDocumentsProvider()),
            new Part<>(new MultinomialLogitProvider(), new MultinomialLogit(5.0)))
        .with("max_session_length", 100);
  }
}
