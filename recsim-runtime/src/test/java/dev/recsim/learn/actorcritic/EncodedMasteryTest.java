package dev.recsim.learn.actorcritic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Environment;
import dev.recsim.exact.ExactSolver;
import dev.recsim.learn.actorcritic.ActorCriticOptions.ActorLoss;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Evaluation;
import dev.recsim.trial.Trial;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.schedule.AutoTraining;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With the options of {@code experiments/large/million.yaml}. */
@Tag("nightly")
class EncodedMasteryTest {
  private static final ActorCriticOptions OPTIONS =
      TestOptions.with(
          "top_k",
          10,
          "actor_loss",
          ActorLoss.DETERMINISTIC_POLICY_GRADIENT,
          "gamma",
          0.0,
          "value_scale",
          1.0);

  @Test
  void aThousandDocumentsAreLearnedFromTheirFeatures() {
    Environment environment = Worlds.featured(1_000, 42);
    Trial trial =
        new Trial(
            new TrialId("actor_critic", 0),
            RandomKey.root(42),
            "environment",
            environment,
            (world, key) -> new ActorCritic().create(OPTIONS, world, key),
            new AutoTraining(1_000_000L, null),
            new Evaluation(20));
    double optimum = new ExactSolver(environment.model().orElseThrow()).optimalValue();
    assertThat(((Completed) trial.run()).score()).isGreaterThan(.9 * optimum);
  }
}
