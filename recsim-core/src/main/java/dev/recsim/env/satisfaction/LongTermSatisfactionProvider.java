package dev.recsim.env.satisfaction;

import dev.recsim.api.Options.Description;
import dev.recsim.api.Part;
import dev.recsim.api.compose.ComposedEnvironment;
import dev.recsim.env.ComposedProvider;
import dev.recsim.env.choice.AlwaysFirstProvider;

/** Provider of {@code long_term_satisfaction}, RecSim's environment of clickbait ("choc/kale"). */
@Description(
    "RecSim's clickbait environment: documents that engage users immediately"
        + " dissatisfy them in the long run.")
public final class LongTermSatisfactionProvider extends ComposedProvider {
  @Override
  public ComposedEnvironment.Options defaults() {
    return ComposedEnvironment.Options.of(
        Part.of(new LatentSatisfactionProvider()),
        Part.of(new ClickbaitProvider()),
        Part.of(new AlwaysFirstProvider()));
  }
}
