package dev.recsim.learn.reinforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Learner.Transition;
import dev.recsim.api.LogLearner;
import dev.recsim.api.Observation;
import dev.recsim.api.Options;
import dev.recsim.api.Response;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.api.Weights;
import dev.recsim.contract.IdentityEnvironment;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Sessions with the rewards 1, 2 and 4, discount .5 and unit 2. Without what follows, the returns
 * are 4, 2 + 4 / 2 and 1 + 4 / 2. After a cut-off follows the value 6.
 */
class ReinforceReturnsTest {
  private static final int[] REWARDS = {1, 2, 4};
  private static final int VALUE = 6;

  /** A step on a log draws 512 of its steps; .3 is 5 standard errors, or one key of 2 million. */
  @ParameterizedTest
  @CsvSource({"ENDED, false", "ENDED, true", "CUT_OFF, false", "CUT_OFF, true"})
  void valueFollowsCutOffsOnly(Status last, boolean logged) {
    LogLearner learner = learner();
    for (int session = 0; session < 2; session++) {
      for (int t = 0; t < 3; t++) {
        Status status = t < 2 ? Status.CONTINUES : last;
        Step step =
            new Step(
                Response.of(new int[0], new double[0], 0),
                REWARDS[t],
                new Observation(t + 1),
                status);
        Transition transition = new Transition(new Observation(t), Slate.of(0), step);
        if (logged) {
          learner.observeLogged(transition, OptionalDouble.of(.5), Optional.of(new double[] {.5}));
        } else {
          learner.observe(transition);
        }
      }
    }
    learner.update(1);
    double rest = last == Status.ENDED ? 0 : VALUE * (.5 + .25 + .125);
    double mean = (4 + 4 + 3 + rest) / 3;
    assertThat(learner.diagnostics().get("return")).isCloseTo(mean, within(logged ? .3 : 1e-6));
  }

  /** Its values are 6 in all states. */
  private static LogLearner learner() {
    Reinforce.Options options = new Reinforce().defaults();
    options = Options.with(options, "gamma", .5);
    options = Options.with(options, "value_scale", 2.0);
    LogLearner learner =
        (LogLearner)
            new Reinforce()
                .create(options, new IdentityEnvironment(4, 1, false), RandomKey.root(42))
                .learner()
                .orElseThrow();
    Weights weights = learner.weights();
    Arrays.fill(weights.tensors().get("value.2.weight").data(), 0);
    weights.tensors().get("value.2.bias").data()[0] = VALUE / 2;
    learner.load(weights);
    return learner;
  }
}
