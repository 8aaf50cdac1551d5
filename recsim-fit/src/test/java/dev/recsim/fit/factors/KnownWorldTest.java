package dev.recsim.fit.factors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.fit.factors.FactorFit.Shape;
import dev.recsim.fit.factors.KnownWorld.Outcome;
import dev.recsim.fit.log.FitWork;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents that are built from a log have in its environment about the values that they have. */
class KnownWorldTest {
  private static final int WORLDS = Integer.getInteger("recsim.worlds", 10);

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

  /** The prior variance of a document's vector, in all dimensions, is 1. */
  @Test
  void drawsKeepVectorsOfDocumentsShort() {
    SlateRuns rows = new KnownWorld(400, 20, 0.8, 0.05, RandomKey.root(7)).log();
    FactorFit fit = new FactorFit(10, RandomKey.root(1), FitWork.NONE);
    assertThat(squares(fit.fit(rows, new Shape(4, 1), 400))).isBetween(0.7, 1.4);
    assertThat(squares(fit.ofLikelyUsers().fit(rows, new Shape(4, 1), 400))).isGreaterThan(1.6);
  }

  private static double squares(Factors factors) {
    return Arrays.stream(factors.e).map(it -> it * it).sum() / factors.b.length;
  }

  /** As a user fits: the log chooses the dimension and the variance. */
  @ParameterizedTest
  @ValueSource(ints = {8_000, 2_000})
  @Tag("nightly")
  void agentsOfLargerLogsAreInTheRightOrder(int users) {
    double order = 0;
    double lowest = 1;
    double error = 0;
    for (int i = 0; i < WORLDS; i++) {
      KnownWorld world = new KnownWorld(users, 500, 0.8, 0, RandomKey.root(11).child(i));
      Outcome outcome = world.outcome(10);
      System.out.printf(
          "%s users, world %s: %s, tau %.2f, error %.3f, truth %s, fit %s%n",
          users,
          i,
          outcome.shape(),
          outcome.order(),
          outcome.meanError(),
          Arrays.toString(outcome.truth()),
          Arrays.toString(outcome.fit()));
      order += outcome.order() / WORLDS;
      lowest = Math.min(lowest, outcome.order());
      error += outcome.meanError() / WORLDS;
    }
    assertThat(order).isGreaterThanOrEqualTo(0.9);
    assertThat(lowest).isGreaterThanOrEqualTo(0.6);
    assertThat(error).isLessThanOrEqualTo(0.13);
  }
}
