package dev.recsim.learn.slateq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Environment;
import dev.recsim.api.Options;
import dev.recsim.api.Policy;
import dev.recsim.contract.IdentityEnvironment;
import dev.recsim.contract.SixStates;
import dev.recsim.learn.Schedule;
import dev.recsim.learn.slateq.SlateQ.NetworkChoice;
import dev.recsim.learn.slateq.SlateQ.Targets;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Evaluation;
import dev.recsim.trial.Trial;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.schedule.Keep;
import dev.recsim.trial.schedule.Training;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Environments of known optimum, one document a slate: there SlateQ is Q-learning. With eight other
 * keys all passed too.
 */
@Tag("slow")
class SlateQMasteryTest {
  private static final SlateQ PROVIDER = new SlateQ();
  private static final RandomKey KEY = RandomKey.root(42);

  private static SlateQ.Options options(double gamma, Targets targets, int updates) {
    SlateQ.Options options =
        Options.with(Options.defaults(SlateQ.Options.class), "network", NetworkChoice.MLP);
    options = Options.with(options, "hidden", List.of(32));
    options = Options.with(options, "gamma", gamma);
    options = Options.with(options, "steps", 1);
    options = Options.with(options, "targets", targets);
    options = Options.with(options, "learning_rate", new Schedule(.01, .0001, updates, null));
    options = Options.with(options, "random_slate_probability", Schedule.of(1));
    return Options.with(options, "value_scale", 5.0);
  }

  /** 20,000 random steps: the policy is the optimal one, values are within 8 % of their range. */
  @ParameterizedTest
  @CsvSource({".5, OPTIMAL, .7", ".5, GREEDY, .7"})
  void sixStatesAreMastered(double gamma, Targets targets, double tolerance) {
    masterSixStates(gamma, targets, tolerance);
  }

  @Tag("nightly")
  @ParameterizedTest
  @CsvSource({"0, OPTIMAL, .3", ".9, OPTIMAL, 1.6"})
  void sixStatesAreMasteredWithOtherDiscounts(double gamma, Targets targets, double tolerance) {
    masterSixStates(gamma, targets, tolerance);
  }

  private static void masterSixStates(double gamma, Targets targets, double tolerance) {
    Featured environment = new Featured(new SixStates(1_000));
    SlateQ.Options options = options(gamma, targets, 1_500);
    Completed result =
        train(options, environment, new Training(20, 1, 1_500, 128, 0, 0, Keep.LAST, 0));
    SavedValues values = new SavedValues(options, weights(result));
    Policy policy = PROVIDER.restore(options, environment, weights(result));
    for (int s = 0; s < 6; s++) {
      double[] known = SixStates.values(gamma)[s];
      for (int a = 0; a < 4; a++) {
        assertThat(values.document(environment.seen(s), a))
            .as("state %d, document %d", s, a)
            .isCloseTo(known[a], within(tolerance));
      }
      int shown = policy.recommend(environment.seen(s), KEY).document(0);
      double best = java.util.Arrays.stream(known).max().orElseThrow();
      assertThat(known[shown]).as("state %d", s).isEqualTo(best);
    }
  }

  private static dev.recsim.api.Weights weights(Completed result) {
    return result.weights().orElseThrow();
  }

  @Test
  void identityIsMastered() {
    IdentityEnvironment identity = new IdentityEnvironment(8, 1, false);
    Training training = new Training(400, 1, 600, 64, 0, 0, Keep.LAST, 0);
    Completed result = train(options(.5, Targets.OPTIMAL, 600), new Featured(identity), training);
    assertThat(result.rewards()).containsOnly(identity.best());
  }

  private static Completed train(
      SlateQ.Options options, Environment environment, Training training) {
    Trial trial =
        new Trial(
            new TrialId("slate_q", 0),
            KEY,
            "environment",
            environment,
            (created, key) -> PROVIDER.create(options, created, key),
            training,
            new Evaluation(20));
    return (Completed) trial.run();
  }
}
