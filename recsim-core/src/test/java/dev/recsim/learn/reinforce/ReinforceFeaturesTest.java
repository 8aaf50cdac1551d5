package dev.recsim.learn.reinforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Document;
import dev.recsim.api.Environment;
import dev.recsim.api.Learner;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Options;
import dev.recsim.api.Response;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.api.Weights;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions with the rewards 1, 2 and 4, discount .5 and unit 2, in an environment of features. */
class ReinforceFeaturesTest {
  private static final int[] REWARDS = {1, 2, 4};

  private record Kind(long id, double[] features) implements Document {}

  /** Documents that are alike explain nothing. */
  private static final List<Document> ALIKE =
      List.of(new Kind(0, new double[] {1}), new Kind(1, new double[] {1}));

  /**
   * With the value 6 and lambda .3, a return is r + .5 (.7 6 + .3 G'): 3.805, 4.7 and 4 where the
   * session ended, and 3.8725, 5.15 and 4 + .5 6 where it was cut off.
   */
  @ParameterizedTest
  @CsvSource({"ENDED, 4.168333", "CUT_OFF, 5.340833"})
  void returnsAreShortWhereObservationsTellWhatFollows(Status last, double mean) {
    Sessions seen = new Sessions(true);
    seen.value(6);
    SortedMap<String, Double> figures = seen.learn(last, 60);
    assertThat(figures.get("lambda")).isEqualTo(.3);
    assertThat(figures.get("return")).isCloseTo(mean, within(1e-5));
  }

  /** 4, 2 + 4 / 2 and 1 + 4 / 2. */
  @Test
  void returnsAreThoseOfTheSessionWhereNothingIsObserved() {
    Sessions blind = new Sessions(false);
    blind.value(6);
    SortedMap<String, Double> figures = blind.learn(Status.ENDED, 60);
    assertThat(figures.get("lambda")).isEqualTo(1);
    assertThat(figures.get("return")).isCloseTo(11.0 / 3, within(1e-5));
  }

  /** All sessions are alike, so once the means are known there are no advantages. */
  @Test
  void returnsAreComparedWithThoseOfTheSameStep() {
    Sessions blind = new Sessions(false);
    blind.value(0);
    Weights start = blind.learner.weights();
    assertThat(blind.learn(Status.ENDED, 2).get("policy_loss")).isNotZero();
    blind.learner.load(start);
    assertThat(blind.learn(Status.ENDED, 2).get("policy_loss")).isZero();
  }

  /** Sessions that a learner takes, in which users have a feature or not. */
  private static final class Sessions {
    private final Learner learner;
    private final double[] user;

    Sessions(boolean observed) {
      user = observed ? new double[] {1} : new double[0];
      Space space =
          new Space(2, 1, 1, 0, observed ? List.of("mood") : List.of(), List.of("kind"), List.of());
      Reinforce.Options options = new Reinforce().defaults();
      options = Options.with(options, "gamma", .5);
      options = Options.with(options, "value_scale", 2.0);
      learner =
          new Reinforce()
              .create(options, Environment.of(space), RandomKey.root(42))
              .learner()
              .orElseThrow();
    }

    void value(double value) {
      Weights weights = learner.weights();
      Arrays.fill(weights.tensors().get("value.2.weight").data(), 0);
      weights.tensors().get("value.2.bias").data()[0] = (float) value / 2;
      learner.load(weights);
    }

    SortedMap<String, Double> learn(Status last, int sessions) {
      Observation seen = new Observation(0, user, ALIKE);
      for (int i = 0; i < sessions * 3; i++) {
        Status status = i % 3 < 2 ? Status.CONTINUES : last;
        Step step = new Step(Response.FIRST, REWARDS[i % 3], seen, status);
        learner.observe(new Transition(seen, Slate.of(i % 2), step));
      }
      learner.update(1);
      return learner.diagnostics();
    }
  }
}
