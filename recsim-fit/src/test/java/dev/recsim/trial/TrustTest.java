package dev.recsim.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.FiniteMdp;
import dev.recsim.exact.ExactSolver;
import dev.recsim.exact.StochasticPolicy;
import dev.recsim.fit.response.BetaPrior;
import dev.recsim.fit.response.ResponseCounts;
import dev.recsim.fit.response.ResponseModel;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.TrialResult.Trust;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TrustTest {

  /** A log of a given number of rows in each cell, of which every third is accepted. */
  private static ResponseModel model(int documents, int rows) {
    int[][] shown = new int[documents][documents];
    int[][] accepted = new int[documents][documents];
    for (int i = 0; i < documents; i++) {
      Arrays.fill(shown[i], rows);
      for (int j = 0; j < documents; j++) {
        accepted[i][j] = RandomKey.root(1).child(i).below(j, rows / 2 + 1);
      }
    }
    long[] equal = new long[documents];
    Arrays.fill(equal, 100);
    long steps = (long) rows * documents * documents;
    ResponseCounts counts =
        new ResponseCounts(
            new BetaPrior(1, 3), steps / 50, steps / 50, 0, equal, equal, shown, accepted);
    return new ResponseModel(counts, 1_000);
  }

  private static Trust trust(FiniteMdp model, StochasticPolicy policy) {
    return Trust.of(model, model.posterior().orElseThrow(), policy);
  }

  @Test
  void moreDataLeaveLessOpen() {
    double before = Double.POSITIVE_INFINITY;
    for (int rows : new int[] {10, 100, 1_000}) {
      ResponseModel model = model(5, rows);
      StochasticPolicy uniform = StochasticPolicy.uniform(model);
      Trust trust = trust(model, uniform);
      double estimate = new ExactSolver(model).value(uniform).reward();
      double spread = spread(trust.values());
      assertThat(trust.values()).hasSize(100);
      assertThat(mean(trust.values())).isCloseTo(estimate, within(spread));
      assertThat(spread).isLessThan(before);
      before = spread;
    }
  }

  @Test
  void stepsAreThinBelowTenRows() {
    ResponseModel model = model(4, 10);
    assertThat(trust(model, StochasticPolicy.uniform(model)).thinSteps()).isZero();
    model.counts().shown()[0][2] = 9;
    model.counts().accepted()[0][2] = 1;
    StochasticPolicy there = StochasticPolicy.deterministic(model, new int[] {2, 1, 1, 1});
    StochasticPolicy elsewhere = StochasticPolicy.deterministic(model, new int[] {1, 1, 1, 1});
    double[] visits = new ExactSolver(model).visits(there);
    assertThat(trust(model, there).thinSteps())
        .isCloseTo(visits[0] / Arrays.stream(visits).sum(), within(1e-12));
    assertThat(trust(model, elsewhere).thinSteps()).isZero();
  }

  @Test
  void visitsAddUpToTheLength() {
    ResponseModel model = model(6, 30);
    StochasticPolicy policy = StochasticPolicy.deterministic(model, new int[] {0, 2, 2, 1, 5, 4});
    ExactSolver solver = new ExactSolver(model);
    assertThat(Arrays.stream(solver.visits(policy)).sum())
        .isCloseTo(solver.value(policy).length(), within(1e-9));
  }

  @Test
  void hasTheSameValuesEachTime() {
    ResponseModel model = model(20, 12);
    int[] actions = new ExactSolver(model).optimal().actions();
    StochasticPolicy policy = StochasticPolicy.deterministic(model, actions);
    assertThat(trust(model, policy).values()).isEqualTo(trust(model, policy).values());
  }

  /** 100 draws of 100 documents; the last policy needs every cell. */
  @Tag("nightly")
  @Tag("slow")
  @Test
  void evaluatesAHundredDocuments() {
    ResponseModel model = model(100, 12);
    int[] actions = IntStream.range(0, 100).map(s -> (s * 37 + 1) % 100).toArray();
    for (StochasticPolicy policy :
        List.of(StochasticPolicy.deterministic(model, actions), StochasticPolicy.uniform(model))) {
      assertThat(trust(model, policy).values()).hasSize(100).doesNotContain(Double.NaN);
    }
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double spread(double[] values) {
    double mean = mean(values);
    return Math.sqrt(
        Arrays.stream(values).map(it -> (it - mean) * (it - mean)).average().orElseThrow());
  }
}
