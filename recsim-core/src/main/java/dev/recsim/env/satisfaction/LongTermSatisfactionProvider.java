package dev.recsim.env.satisfaction;

import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Part;
import dev.recsim.api.compose.ComposedEnvironment;
import dev.recsim.api.compose.ComposedEnvironment.Resample;
import dev.recsim.env.choice.AlwaysFirstProvider;
import java.nio.file.Path;

/** Provider of {@code long_term_satisfaction}, RecSim's environment of clickbait ("choc/kale"). */
@Description(
    "RecSim's clickbait environment: documents that engage users immediately"
        + " dissatisfy them in the long run.")
public final class LongTermSatisfactionProvider
    implements EnvironmentProvider<ComposedEnvironment.Options> {
  @Override
  public String name() {
    return "long_term_satisfaction";
  }

  @Override
  public ComposedEnvironment.Options defaults() {
    AlwaysFirstProvider first = new AlwaysFirstProvider();
    return new ComposedEnvironment.Options(
        Part.of(new LatentSatisfactionProvider()),
        new Part<>(new ClickbaitProvider(), new ClickbaitProvider.Options()),
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

  @Override
  public Environment create(ComposedEnvironment.Options options, Path directory) {
    return new ComposedEnvironment(options);
  }
}
