package dev.recsim.env.satisfaction;

import dev.recsim.api.Environment;
import dev.recsim.api.NoOptions;
import dev.recsim.api.Part;
import dev.recsim.api.compose.ComposedEnvironment;
import dev.recsim.api.compose.ComposedEnvironment.Resample;
import dev.recsim.contract.EnvironmentContract;
import dev.recsim.env.choice.MultinomialLogitProvider;
import dev.recsim.env.choice.MultinomialLogitProvider.MultinomialLogit;
import dev.recsim.env.satisfaction.LatentSatisfactionProvider.Options;
import org.junit.jupiter.api.Tag;

/** The variant of RecSim's tutorial, with documents that all sessions share. */
@Tag("slow")
class TutorialContractTest extends EnvironmentContract {
  @Override
  protected Environment environment() {
    return new ComposedEnvironment(
        new ComposedEnvironment.Options(
            new Part<>(
                new LatentSatisfactionProvider(), new Options(.9, .01, .05, 5, 1, 4, 1, 60, .1)),
            new Part<>(new ClickbaitProvider(), new NoOptions()),
            new Part<>(new MultinomialLogitProvider(), new MultinomialLogit(null)),
            10,
            3,
            Resample.CORPUS,
            42,
            0,
            0,
            null,
            50));
  }
}
