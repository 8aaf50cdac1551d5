package dev.recsim.learn.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Options;
import dev.recsim.api.Policy;
import dev.recsim.contract.IdentityEnvironment;
import dev.recsim.learn.reinforce.Reinforce;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Evaluation;
import dev.recsim.trial.Trial;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.schedule.Keep;
import dev.recsim.trial.schedule.Training;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Values of agents that have learned to show each user what it wants. */
@Tag("slow")
class SoftmaxValueTest {
  private static final int DOCUMENTS = 4;

  /**
   * With discount .5, steps 1 to 5 of a session are worth 1.9375, 1.875, 1.75, 1.5 and 1. An
   * observation does not say which step it is of, so its value is their mean, 1.6125.
   */
  @Test
  void valueOfAPolicyThatIsOptimalIsTheKnownOne() {
    assertValues(new Ppo());
    assertValues(new Reinforce());
  }

  private static <C extends Record> void assertValues(AgentProvider<C> provider) {
    C options = Options.with(provider.defaults(), "gamma", .5);
    Environment environment = new IdentityEnvironment(DOCUMENTS, 1, false);
    Trial trial =
        new Trial(
            new TrialId(provider.name(), 0),
            RandomKey.root(42),
            "world",
            environment,
            (made, key) -> provider.create(options, environment, key),
            new Training(100, 10, 100, 128, 8, 0, Keep.LAST, 0),
            new Evaluation(50));
    Completed result = (Completed) trial.run();
    assertThat(result.rewards()).containsOnly(5);
    Policy greedy = provider.restore(options, environment, result.weights().orElseThrow());
    for (int s = 0; s < DOCUMENTS; s++) {
      assertThat(greedy.value(new Observation(s)).orElseThrow().amount())
          .as("%s, state %d", provider.name(), s)
          .isCloseTo(1.6125, within(.1));
    }
  }
}
