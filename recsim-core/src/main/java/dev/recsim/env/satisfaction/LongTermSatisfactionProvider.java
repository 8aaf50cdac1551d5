package dev.recsim.env.satisfaction;

import dev.recsim.api.NoOptions;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Part;
import dev.recsim.api.compose.ComposedEnvironment;
import dev.recsim.api.compose.ComposedEnvironment.Resample;
import dev.recsim.env.ComposedProvider;
import dev.recsim.env.choice.AlwaysFirstProvider;

/** Provider of {@code long_term_satisfaction}, RecSim's environment of clickbait ("choc/kale"). */
@Description(
    "RecSim's clickbait environment: documents that engage users immediately"
        + " dissatisfy them in the long run.")
public final class LongTermSatisfactionProvider extends ComposedProvider {
  @Override
  public ComposedEnvironment.Options defaults() {
    AlwaysFirstProvider first = new AlwaysFirstProvider();
    return new ComposedEnvironment.Options(
        Part.of(new LatentSatisfactionProvider()),
        new Part<>(new ClickbaitProvider(), new NoOptions()),
        new Part<>(first, first.defaults()),
        10,
        1,
        Resample.STEP,
        42,
        0,
        0,
        null,
        1_000);
  }
}
