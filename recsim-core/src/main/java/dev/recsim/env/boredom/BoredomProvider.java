package dev.recsim.env.boredom;

import dev.recsim.api.Options;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Part;
import dev.recsim.api.compose.ComposedEnvironment;
import dev.recsim.api.compose.ComposedEnvironment.Resample;
import dev.recsim.env.ComposedProvider;
import dev.recsim.env.choice.PositionBasedProvider;

/** Provider of {@code boredom}: SARDINE's slate setting (Naver Labs Europe, 2024). */
@Description(
    "Users click several documents of a slate and tire of a topic they get too much" + " of.")
public final class BoredomProvider extends ComposedProvider {
  @Override
  public ComposedEnvironment.Options defaults() {
    PositionBasedProvider choice = new PositionBasedProvider();
    return new ComposedEnvironment.Options(
        Part.of(new BoredUsersProvider()),
        Part.of(new TopicItemsProvider()),
        new Part<>(
            choice,
            Options.with(Options.with(choice.defaults(), "slope", 100.0), "midpoint", 0.65)),
        1_000,
        10,
        Resample.CORPUS,
        42,
        0,
        0,
        null,
        100);
  }
}
