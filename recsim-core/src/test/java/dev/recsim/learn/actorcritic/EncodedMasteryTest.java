package dev.recsim.learn.actorcritic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Environment;
import dev.recsim.exact.ExactSolver;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Evaluation;
import dev.recsim.trial.Trial;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.schedule.AutoTraining;
import dev.recsim.trial.schedule.TrainingMode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is learned among encoded documents, as a share of the exact optimum. */
class EncodedMasteryTest {

  /** With the defaults, as in {@code experiments/large/thousand.yaml}. */
  @Test
  @Tag("nightly")
  void aThousandDocumentsAreLearnedFromTheirFeatures() {
    Environment environment = Worlds.featured(1_000, 42);
    assertThat(share(environment, TestOptions.with(), new AutoTraining(1_000_000L, null)))
        .isGreaterThan(.93);
  }

  private static double share(
      Environment environment, ActorCriticOptions options, TrainingMode training) {
    Trial trial =
        new Trial(
            new TrialId("actor_critic", 0),
            RandomKey.root(42),
            "environment",
            environment,
            (world, key) -> new ActorCritic().create(options, world, key),
            training,
            new Evaluation(20));
    double optimum = new ExactSolver(environment.model().orElseThrow()).optimalValue();
    return ((Completed) trial.run()).score() / optimum;
  }
}
