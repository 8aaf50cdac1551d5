package dev.recsim.env.interest;

import dev.recsim.api.Environment;
import dev.recsim.api.Part;
import dev.recsim.api.compose.ComposedEnvironment;
import dev.recsim.api.compose.ComposedEnvironment.Resample;
import dev.recsim.contract.EnvironmentContract;
import dev.recsim.env.choice.MultinomialLogitProvider;
import dev.recsim.env.choice.MultinomialLogitProvider.MultinomialLogit;
import dev.recsim.env.interest.InterestEvolutionProvider.Options;

/** RecSim's other users and videos, composed; candidates stay, come, go and become more. */
class RandomVideosContractTest extends EnvironmentContract {
  @Override
  protected Environment environment() {
    return new ComposedEnvironment(
        new ComposedEnvironment.Options(
            new Part<>(new InterestEvolutionProvider(), new Options(30, 1, 0, 1, 1, 1, .3, true)),
            Part.of(new RandomVideosProvider()),
            new Part<>(new MultinomialLogitProvider(), new MultinomialLogit(1.0)),
            5,
            2,
            Resample.SESSION,
            42,
            2,
            1,
            "click",
            20));
  }
}
