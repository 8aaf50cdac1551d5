package dev.recsim.learn.actorcritic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Weights;
import dev.recsim.contract.IdentityEnvironment;
import dev.recsim.contract.SixStates;
import dev.recsim.exact.ExactSolver;
import dev.recsim.learn.Schedule;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Evaluation;
import dev.recsim.trial.Trial;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.schedule.Keep;
import dev.recsim.trial.schedule.Training;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Worlds of known optimum; with eight other keys all passed too. */
@Tag("slow")
class ActorCriticMasteryTest {
  private static final ActorCritic PROVIDER = new ActorCritic();
  private static final RandomKey KEY = RandomKey.root(42);

  private static ActorCriticOptions options(double gamma, int updates) {
    return TestOptions.with(
        "hidden", List.of(32),
        "gamma", gamma,
        "tau", Schedule.of(.05),
        "critic_learning_rate", new Schedule(.01, .0001, updates, null),
        "random_document_probability", Schedule.of(1));
  }

  /** 20,000 random steps: the policy is the optimal one, values are within 8 % of their range. */
  @ParameterizedTest
  @CsvSource({"0, .3", ".5, .7", ".9, 1.6"})
  void sixStatesAreMastered(double gamma, double tolerance) {
    SixStates world = new SixStates(1_000);
    ActorCriticOptions options = options(gamma, 1_500);
    Completed result = train(options, world, new Training(20, 1, 1_500, 128, 0, 0, Keep.LAST, 0));
    Weights weights = result.weights().orElseThrow();
    Policy greedy = PROVIDER.restore(options, world, weights);
    for (int s = 0; s < 6; s++) {
      assertThat(greedy.value(new Observation(s)).orElseThrow().amount())
          .isCloseTo(
              Arrays.stream(SixStates.values(gamma)[s]).max().orElseThrow(), within(tolerance));
      for (int a = 0; a < 4; a++) {
        assertThat(TestOptions.value(options, world.space(), weights, new Observation(s), a))
            .as("state %d, document %d", s, a)
            .isCloseTo(SixStates.values(gamma)[s][a], within(tolerance));
      }
    }
    if (gamma > 0) {
      assertThat(result.greedyActions())
          .isEqualTo(new ExactSolver(world.model().orElseThrow(), gamma).optimal().actions());
    }
  }

  @Test
  void identityIsMastered() {
    IdentityEnvironment world = new IdentityEnvironment(8, 1, false);
    Training training = new Training(400, 1, 600, 64, 0, 0, Keep.LAST, 0);
    assertThat(train(options(.5, 600), world, training).rewards()).containsOnly(world.best());
  }

  private static Completed train(ActorCriticOptions options, Environment world, Training training) {
    Trial trial =
        new Trial(
            new TrialId("actor_critic", 0),
            KEY,
            "world",
            world,
            (environment, key) -> PROVIDER.create(options, environment, key),
            training,
            new Evaluation(20));
    return (Completed) trial.run();
  }
}
