package dev.recsim.agent.tabularq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.agent.tabularq.TabularQ.Options.Bounds;
import dev.recsim.agent.tabularq.TabularQ.Options.Exploration;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Response;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import org.junit.jupiter.api.Test;

class CommonErrorTest {
  private static final Observation SEEN = new Observation(0);
  private static final Observation OTHER = new Observation(1);

  /** With a reward of 1 and values of 0, all lack 1 / (1 - gamma (1 - e)). */
  @Test
  void valuesLackWhatTheMeanErrorSays() {
    CommonError common = new CommonError();
    assertThat(common.take(.9)).isZero();
    for (int i = 0; i < 100; i++) {
      common.add(1, i % 10 == 0);
    }
    assertThat(common.take(.9)).isCloseTo(1 / (1 - .9 * .9), within(1e-9));
    assertThat(common.take(.9)).as("begins anew").isZero();
    common.add(-1, false);
    assertThat(common.take(1)).as("at most 200 times").isEqualTo(-200);
  }

  /**
   * Each step pays 1. All sessions have 60 steps, or 20. The value of the other pair, which is
   * shown once in the first of them, rises with that of the first pair.
   */
  @Test
  void withALongHorizonAllPairsRise() {
    assertThat(other(null, 60)).isGreaterThan(10);
    assertThat(other(null, 20)).as("a short horizon").isEqualTo(1);
    assertThat(other(.99, 60)).as("a given discount").isEqualTo(1);
  }

  private static double other(Double gamma, int length) {
    TabularQ.Options options =
        new TabularQ.Options(gamma, 1, .6, Exploration.VISITS, .99, false, 100, new Bounds(0, 10));
    TabularQ.Learning learner = new TabularQ.Learning(options, new Space(2, 1, 2));
    learner.startTraining(1);
    for (int t = 0; t < 20 * length; t++) {
      boolean last = t % length == length - 1;
      learner.observe(step(t == 0 ? OTHER : SEEN, last ? Status.CUT_OFF : Status.CONTINUES));
    }
    learner.update(1);
    return learner.value(OTHER).orElseThrow().amount();
  }

  private static Transition step(Observation seen, Status status) {
    return new Transition(seen, Slate.of(0), new Step(Response.FIRST, 1, SEEN, status));
  }
}
