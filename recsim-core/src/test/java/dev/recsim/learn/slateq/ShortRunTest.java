package dev.recsim.learn.slateq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.contract.IdentityEnvironment;
import dev.recsim.learn.actorcritic.ActorCritic;
import dev.recsim.learn.fullslateq.FullSlateQ;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Evaluation;
import dev.recsim.trial.Trial;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.schedule.Keep;
import dev.recsim.trial.schedule.Training;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Agents with networks at their own defaults, in 1,000 steps: as many as the first example of
 * RecSim's manual, whose agents do not take a gradient step before the 20,000th.
 */
class ShortRunTest {
  private static final RandomKey KEY = RandomKey.root(42);
  private static final IdentityEnvironment ENVIRONMENT = new IdentityEnvironment(6, 1, false);

  /**
   * Random slates earn 5 / 6 a session and the best 5. With eight other keys full_slate_q earned
   * 3.3 to 5, the others 5.
   */
  @Test
  void learnersLearnInAThousandSteps() {
    assertLearns(new FullSlateQ(), ENVIRONMENT);
    assertLearns(new ActorCritic(), ENVIRONMENT);
    assertLearns(new SlateQ(), new Featured(ENVIRONMENT));
  }

  private static <C extends Record> void assertLearns(
      AgentProvider<C> provider, Environment environment) {
    Trial trial =
        new Trial(
            new TrialId(provider.name(), 0),
            KEY,
            "identity",
            environment,
            (created, key) -> provider.create(provider.defaults(), created, key),
            new Training(100, 1, 400, 64, .25, 0, Keep.LAST, 0),
            new Evaluation(200));
    Completed result = (Completed) trial.run();
    assertThat(result.envSteps()).isEqualTo(1_000);
    assertThat(result.updates()).isEqualTo(400);
    assertThat(Arrays.stream(result.rewards()).average().orElseThrow())
        .as(provider.name())
        .isGreaterThan(2.5);
  }
}
