package dev.recsim.contract.builtin;

import dev.recsim.api.Part;
import dev.recsim.api.compose.ComposedEnvironment;
import dev.recsim.api.compose.ComposedEnvironment.Resample;
import dev.recsim.env.choice.MultinomialLogitProvider;
import dev.recsim.env.choice.MultinomialLogitProvider.MultinomialLogit;
import dev.recsim.env.exploration.InterestExplorationProvider;
import dev.recsim.env.interest.InterestEvolutionEnvironmentProvider;
import dev.recsim.env.satisfaction.ClickbaitProvider;
import dev.recsim.env.satisfaction.LatentSatisfactionProvider;
import dev.recsim.env.satisfaction.LongTermSatisfactionProvider;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.Arguments;

/** Environments of long sessions. */
@Tag("slow")
class SlowEnvironmentsContractTest extends EachEnvironment {
  static List<Arguments> environments() {
    return List.of(
        environment("InterestExploration", new InterestExplorationProvider()),
        environment("InterestEvolution", new InterestEvolutionEnvironmentProvider()),
        environment("LongTermSatisfaction", new LongTermSatisfactionProvider()),
        environment(
            "Tutorial of RecSim, with documents that all sessions share",
            new LongTermSatisfactionProvider(),
            tutorial()));
  }

  private static ComposedEnvironment.Options tutorial() {
    return new ComposedEnvironment.Options(
        new Part<>(
            new LatentSatisfactionProvider(),
            new LatentSatisfactionProvider.Options(.9, .01, .05, 5, 1, 4, 1, 60, .1)),
        Part.of(new ClickbaitProvider()),
        new Part<>(new MultinomialLogitProvider(), new MultinomialLogit(null)),
        10,
        3,
        Resample.CORPUS,
        42,
        0,
        0,
        null,
        50);
  }
}
