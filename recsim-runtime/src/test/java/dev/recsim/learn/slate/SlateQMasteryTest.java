package dev.recsim.learn.slate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Space;
import dev.recsim.contract.IdentityEnvironment;
import dev.recsim.contract.SixStates;
import dev.recsim.learn.Schedule;
import dev.recsim.learn.slate.SlateQOptions.NetworkChoice;
import dev.recsim.learn.slate.SlateQOptions.Targets;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Evaluation;
import dev.recsim.trial.Keep;
import dev.recsim.trial.Training;
import dev.recsim.trial.Trial;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult.Completed;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Worlds of known optimum, one document a slate: there SlateQ is Q-learning. With eight other keys
 * all passed too.
 */
@Tag("slow")
class SlateQMasteryTest {
  private static final SlateQProvider PROVIDER = new SlateQProvider();
  private static final RandomKey KEY = RandomKey.root(42);

  private static SlateQOptions options(double gamma, Targets targets, int updates) {
    return TestOptions.with(
        Map.of(
            "network",
            NetworkChoice.MLP,
            "hidden",
            List.of(32),
            "gamma",
            gamma,
            "steps",
            1,
            "targets",
            targets,
            "learningRate",
            new Schedule(.01, .0001, updates),
            "randomSlateProbability",
            Schedule.of(1),
            "valueScale",
            5.0));
  }

  /** 20,000 random steps: the policy is the optimal one, values are within 8 % of their range. */
  @ParameterizedTest
  @CsvSource({"0, OPTIMAL, .3", ".5, OPTIMAL, .7", ".9, OPTIMAL, 1.6", ".5, GREEDY, .7"})
  void sixStatesAreMastered(double gamma, Targets targets, double tolerance) {
    Featured world = new Featured(new SixStates(1_000));
    SlateQOptions options = options(gamma, targets, 1_500);
    Completed result = train(options, world, new Training(20, 1, 1_500, 128, 0, 0, Keep.LAST, 0));
    ItemValues values = SlateQProvider.values(options, world.space(), weights(result));
    Policy policy = PROVIDER.restore(options, world, weights(result));
    for (int s = 0; s < 6; s++) {
      double[] known = SixStates.values(gamma)[s];
      double[] learned = values(values, world, s);
      for (int a = 0; a < 4; a++) {
        assertThat(options.valueScale() * learned[a])
            .as("state %d, document %d", s, a)
            .isCloseTo(known[a], within(tolerance));
      }
      int shown = policy.recommend(world.seen(s), KEY).document(0);
      double best = java.util.Arrays.stream(known).max().orElseThrow();
      assertThat(known[shown]).as("state %d", s).isEqualTo(best);
    }
  }

  private static dev.recsim.api.Weights weights(Completed result) {
    return result.weights().orElseThrow();
  }

  private static double[] values(ItemValues values, Featured world, int state) {
    Space space = world.space();
    Moments moments = new Moments(space.userFeatures().size());
    Observation seen = world.seen(state);
    moments.add(Moment.of(seen, Moment.features(seen.candidates()), world.appeal().orElseThrow()));
    float[] documents = new float[space.documents()];
    values.evaluate(moments, documents, new float[1]);
    double[] doubles = new double[documents.length];
    java.util.Arrays.setAll(doubles, i -> documents[i]);
    return doubles;
  }

  @Test
  void identityIsMastered() {
    IdentityEnvironment identity = new IdentityEnvironment(8, 1, false);
    Training training = new Training(400, 1, 600, 64, 0, 0, Keep.LAST, 0);
    Completed result = train(options(.5, Targets.OPTIMAL, 600), new Featured(identity), training);
    assertThat(result.rewards()).containsOnly(identity.best());
  }

  private static Completed train(SlateQOptions options, Environment world, Training training) {
    Trial trial =
        new Trial(
            new TrialId("slate_q", 0),
            KEY,
            "world",
            world,
            (environment, key) -> PROVIDER.create(options, environment, key),
            training,
            new Evaluation(20));
    return (Completed) trial.run();
  }
}
