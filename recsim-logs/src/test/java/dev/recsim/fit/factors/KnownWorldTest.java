package dev.recsim.fit.factors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.fit.factors.FactorFit.Shape;
import dev.recsim.fit.factors.KnownWorld.Outcome;
import dev.recsim.random.RandomKey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Agents that are built from a log have in its environment about the values that they have. */
class KnownWorldTest {

  /** If c0 starts at 0, the order is 0.6 and the error 0.37. */
  @Test
  void agentsOfTheLogAreInTheRightOrder() {
    KnownWorld world = new KnownWorld(300, 60, 0.8, 0.05, RandomKey.root(7));
    Outcome outcome = world.outcome(new Shape(4, 2), 10, false);
    assertThat(outcome.agents()).containsExactly("random", "popular", "knn", "factors", "mixed");
    assertThat(outcome.order()).isGreaterThanOrEqualTo(0.8);
    assertThat(outcome.meanError()).isLessThan(0.2);
    assertThat(outcome.truth()[3]).isGreaterThan(2 * outcome.truth()[0]);
  }

  /** In the first three of these worlds, the order is 0.8, 1 and 1, and the error 0.02 to 0.03. */
  @Test
  @Tag("nightly")
  void agentsOfLargerLogsAreInTheRightOrder() {
    double order = 0;
    double error = 0;
    for (int i = 0; i < 10; i++) {
      KnownWorld world = new KnownWorld(2_000, 500, 0.8, 0, RandomKey.root(11).child(i));
      Outcome outcome = world.outcome(new Shape(16, 0.5), 10, false);
      order += outcome.order() / 10;
      error += outcome.meanError() / 10;
    }
    assertThat(order).isGreaterThan(0.8);
    assertThat(error).isLessThan(0.1);
  }
}
