package dev.recsim.fit.factors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.fit.factors.FactorFit.Shape;
import dev.recsim.fit.log.FitWork;
import dev.recsim.fit.recovery.Recovery;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UserStepsTest {
  private static final int D = 4;
  private static final int USERS = 30;
  private static final int DOCUMENTS = 40;
  private static final double VARIANCE = 2;
  private static final RandomKey KEY = RandomKey.root(3);

  private final SlateRuns rows = rows();

  private static SlateRuns rows() {
    SlateRuns.Builder rows = new SlateRuns.Builder(2);
    for (int i = 0; i < USERS * 10; i++) {
      RandomKey key = KEY.child(i);
      int first = key.below(0, DOCUMENTS);
      int second = (first + 1 + key.below(1, DOCUMENTS - 1)) % DOCUMENTS;
      int mark = i % 5 == 0 ? SlateRuns.START : 0;
      rows.add(i / 10, new int[] {first, second}, key.below(2, 3) - 1, mark);
    }
    return rows.build(
        DOCUMENTS, IntStream.range(0, DOCUMENTS).toArray(), IntStream.range(0, USERS).toArray());
  }

  /** Vectors of documents with lengths that are as different as those of clicks. */
  private static Factors start() {
    double[] e = new double[DOCUMENTS * D];
    Arrays.setAll(e, i -> (i / D % 5 == 0 ? 12 : 0.5) * KEY.child("e").gaussian(i));
    Factors start = Factors.start(D, e, DOCUMENTS, USERS);
    start.c0 = 3;
    return start;
  }

  private double[] posteriors(Factors factors) {
    double[] logs = new LogLikelihood(factors, rows).ofRuns();
    for (int u = 0; u < USERS; u++) {
      for (int q = 0; q < D; q++) {
        double entry = factors.theta[u * D + q];
        logs[u] -= entry * entry / VARIANCE / 2;
      }
    }
    return logs;
  }

  /** Without halvings, the posterior of 21 of these users falls. */
  @Test
  void stepsNeverLowerThePosterior() {
    Factors factors = start();
    for (int step = 0; step < 20; step++) {
      double[] before = posteriors(factors);
      new UserSteps(factors, rows, VARIANCE).all(1 + step % 2);
      double[] after = posteriors(factors);
      for (int u = 0; u < USERS; u++) {
        assertThat(after[u]).isGreaterThanOrEqualTo(before[u] - 1e-9);
      }
    }
    UserSteps.One one = new UserSteps(factors, rows, VARIANCE).new One();
    for (int u = 0; u < USERS; u++) {
      one.derive(u);
      assertThat(Arrays.stream(one.slope).map(Math::abs).max().orElseThrow()).isLessThan(1e-6);
    }
  }

  @Test
  void someUsersMeasureRecovery() {
    Factors factors = new FactorFit(2, KEY, FitWork.NONE).fit(rows, new Shape(D, 1), USERS);
    Recovery all =
        new FactorRecovery(2, new Shape(D, 1), USERS, 20, FitWork.NONE).of(rows, factors, KEY);
    Recovery some =
        new FactorRecovery(2, new Shape(D, 1), 20, 20, FitWork.NONE).of(rows, factors, KEY);
    assertThat(all.sample()).isNull();
    assertThat(some.sample()).isEqualTo(new Recovery.Sample(20, USERS));
    assertThat(some.refitted()).isNotEqualTo(all.refitted());
    assertThat(rows.select(rows.someRuns(20)).user()).hasSize(20).contains(0, 28);
  }

  @Test
  void aTenthOfALongLogChoosesTheShape() {
    assertThat(IntStream.of(100, 399_999, 400_000, 2_000_000, 20_000_000).map(ShapeChoice::every))
        .containsExactly(1, 1, 2, 10, 10);
  }
}
