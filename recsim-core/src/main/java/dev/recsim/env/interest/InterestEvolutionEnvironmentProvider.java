package dev.recsim.env.interest;

import dev.recsim.api.Options.Description;
import dev.recsim.api.Part;
import dev.recsim.api.compose.ComposedEnvironment;
import dev.recsim.env.ComposedProvider;
import dev.recsim.env.choice.MultinomialProportionalProvider;
import dev.recsim.env.choice.MultinomialProportionalProvider.MultinomialProportional;

/** Provider of {@code interest_evolution}, the environment of the SlateQ paper. */
@Description(
    "The SlateQ paper's environment: interests change with the videos watched, and"
        + " time runs out.")
public final class InterestEvolutionEnvironmentProvider extends ComposedProvider {
  @Override
  public String name() {
    return "interest_evolution";
  }

  @Override
  public ComposedEnvironment.Options defaults() {
    return ComposedEnvironment.Options.of(
            Part.of(new InterestEvolutionProvider()),
            Part.of(new TopicVideosProvider()),
            new Part<>(new MultinomialProportionalProvider(), new MultinomialProportional(-1, 1)))
        .with("slate_size", 3)
        .with("max_session_length", 100_000);
  }
}
