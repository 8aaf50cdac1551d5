package dev.recsim.agent.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.agent.linear.LogisticModel.Exploration;
import dev.recsim.algebra.Vectors;
import dev.recsim.api.Weights;
import dev.recsim.random.RandomKey;
import org.junit.jupiter.api.Test;

class ModelsTest {
  private static final RandomKey KEY = RandomKey.root(42).child("linear models");
  private static final Exploration EXPLOIT =
      (xs, mode, hessian, design, key) -> {
        double[] values = new double[xs.length];
        for (int i = 0; i < values.length; i++) {
          values[i] = Vectors.dot(xs[i], mode);
        }
        return values;
      };

  /**
   * Group 0 has the means (1, .5) of x and .5 of y; what is alone in its group says nothing: A =
   * diag(1, 1.5), b = (0, .5). Of the squares, .5, theta explains 1/6: s^2 = (1/2 - 1/6) / 3.
   */
  @Test
  void linUcbComparesWithinGroups() {
    RidgeModel model = grouped(1, new RidgeModel(2, 1));
    assertThat(model.estimate()).containsExactly(new double[] {0, 1 / 3.}, within(1e-7));
    RidgeModel.Fit fit = model.fit();
    assertThat(fit.inverse()[0]).containsExactly(new double[] {1, 0}, within(1e-12));
    assertThat(fit.inverse()[1]).containsExactly(new double[] {0, 2 / 3.}, within(1e-12));
    assertThat(fit.deviation()).isCloseTo(1 / 3., within(1e-12));
  }

  /** In the paper the width would be the same in cents as in euros, and never explore in cents. */
  @Test
  void linUcbWidensWithTheUnitOfTheReward() {
    RidgeModel euros = grouped(1, new RidgeModel(2, 1));
    RidgeModel cents = grouped(100, new RidgeModel(2, 1));
    assertThat(cents.fit().deviation()).isCloseTo(100 * euros.fit().deviation(), within(1e-9));
    assertThat(cents.fit().theta()[1]).isCloseTo(100 * euros.fit().theta()[1], within(1e-9));
  }

  private static RidgeModel grouped(double unit, RidgeModel model) {
    model.add(new double[] {1, 1}, unit, 0);
    model.add(new double[] {0, 2}, 5 * unit, 1);
    model.add(new double[] {1, 0}, 0, 0);
    return model;
  }

  @Test
  void linUcbGoesOnFromSavedWeights() {
    RidgeModel model = grouped(1, new RidgeModel(2, 1));
    RidgeModel loaded = new RidgeModel(2, 1);
    loaded.load(Weights.of(model.tensors()));
    assertThat(loaded.estimate()).containsExactly(model.estimate());
    for (int i = 0; i < 2; i++) {
      model.add(new double[] {0, 1 + i}, i, 2);
      loaded.add(new double[] {0, 1 + i}, i, 2);
    }
    assertThat(loaded.estimate()).containsExactly(model.estimate(), within(1e-6));
  }

  /** While it explores, a fit is not computed again for each reward; the estimate is. */
  @Test
  void linUcbExploresByAFitOfNearlyAllRewards() {
    RidgeModel model = new RidgeModel(1, 1);
    for (int i = 0; i < 30; i++) {
      model.add(new double[] {i % 3}, i % 3, 0);
    }
    RidgeModel.Fit before = model.fit();
    double[] theta = model.estimate();
    model.add(new double[] {2}, -50, 0);
    assertThat(model.fit()).isSameAs(before);
    assertThat(model.estimate()[0]).isNotEqualTo(theta[0]);
    for (int i = 0; i < 3; i++) {
      model.add(new double[] {2}, -50, 0);
    }
    assertThat(model.fit().count()).isEqualTo(34);
  }

  /** The mode of 21 rewards, 15 of them clicks, solves 15 - 21 sigmoid(t) - t / 4 = 0. */
  @Test
  void logisticModelFindsTheMode() {
    LogisticModel model = new LogisticModel(1, 2, EXPLOIT);
    for (int i = 0; i < 21; i++) {
      model.add(new double[] {1}, i % 4 == 0 ? 0 : 1);
    }
    double t = model.estimate()[0];
    assertThat(15 - 21 * LogisticModel.sigmoid(t) - t / 4).isCloseTo(0, within(1e-3));
    assertThat(t).isCloseTo(0.8663, within(1e-3));
  }

  @Test
  void nothingIsBelievedOfTenRewardsOrLess() {
    LogisticModel model = new LogisticModel(1, 1, EXPLOIT);
    for (int i = 0; i < 10; i++) {
      model.add(new double[] {1}, 1);
    }
    assertThat(model.estimate()).containsExactly(0);
    model.add(new double[] {1}, 1);
    assertThat(model.estimate()[0]).isPositive();
  }

  /** Newton's whole steps would run away here: features are large, and all rewards agree. */
  @Test
  void logisticModelIsSteadyWhereRewardsAreSeparable() {
    LogisticModel model = new LogisticModel(2, 100, EXPLOIT);
    for (int i = 0; i < 200; i++) {
      model.add(new double[] {1, i % 2 == 0 ? 30 : -30}, i % 2 == 0 ? 1 : 0);
    }
    double[] theta = model.estimate();
    assertThat(theta).doesNotContain(Double.NaN);
    assertThat(LogisticModel.sigmoid(theta[0] + 30 * theta[1])).isGreaterThan(.99);
    assertThat(LogisticModel.sigmoid(theta[0] - 30 * theta[1])).isLessThan(.01);
  }

  /**
   * 30,000 clicks drawn from theta = (-1, 2, 0.5); each estimate is within 5 standard errors, of
   * about 0.015, 0.017 and 0.015. Rewards of before the 20,000th are remembered by what they said.
   */
  @Test
  void logisticModelRecoversTheTruthAcrossItsMemory() {
    double[] truth = {-1, 2, .5};
    LogisticModel model = new LogisticModel(3, 1, EXPLOIT);
    for (int i = 0; i < 30_000; i++) {
      double[] x = {1, KEY.child(i).gaussian(0), KEY.child(i).gaussian(1)};
      double p = LogisticModel.sigmoid(Vectors.dot(x, truth));
      model.add(x, KEY.child("click").uniform(i) < p ? 1 : 0);
    }
    assertThat(model.estimate()).containsExactly(truth, within(.1));
    Precision precision = Precision.of(model.weights().get("precision", 3, 3));
    double deviation = Math.sqrt(precision.inverseForm(new double[] {0, 0, 1}));
    assertThat(deviation).as("of all rewards").isBetween(.013, .02);
  }

  /** d = 2, T = 100: c = 2 sqrt(ln 101 + ln 100) = 6.0727; x' G^-1 x = 1 / (1 + n). */
  @Test
  void glmUcbAddsTheWidthOfTheConfidence() {
    LogisticModel model = new LogisticModel(2, 1, GlmExploration.upperBound(2, 1, 100));
    for (int i = 0; i < 3; i++) {
      model.add(new double[] {1, 0}, 1);
    }
    double[] indices = model.indices(new double[][] {{1, 0}, {0, 1}}, KEY);
    assertThat(indices[0]).isCloseTo(6.0727 / 2, within(1e-3));
    assertThat(indices[1]).isCloseTo(6.0727, within(1e-3));
  }

  /** 20,000 draws before anything is known: normal, mean 0 and deviation o sigma = 6; 5 errors. */
  @Test
  void glmTsDrawsCoefficientsFromThePosterior() {
    LogisticModel model = new LogisticModel(2, 3, GlmExploration.sampling(2));
    int n = 20_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double z = model.indices(new double[][] {{0, 1}}, KEY.child(i))[0];
      sum += z;
      squares += z * z;
    }
    assertThat(sum / n).isCloseTo(0, within(5 * 6 / Math.sqrt(n)));
    assertThat(squares / n).isCloseTo(36, within(5 * 36 * Math.sqrt(2.0 / n)));
  }

  /**
   * After 200 rewards, half of them clicks: of variance 1 / H, H about 200 / 4, not of 1 / 201 as
   * by the design. 20,000 draws; 5 errors.
   */
  @Test
  void glmTsDrawsWithThePrecisionOfTheClicks() {
    LogisticModel model = new LogisticModel(1, 1, GlmExploration.sampling(1));
    for (int i = 0; i < 200; i++) {
      model.add(new double[] {1}, i % 2);
    }
    double precision = model.weights().get("precision", 1, 1).data()[0];
    assertThat(precision).isBetween(40., 51.1);
    int n = 20_000;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double z = model.indices(new double[][] {{1}}, KEY.child(i))[0] - model.estimate()[0];
      squares += z * z;
    }
    assertThat(squares / n * precision).isCloseTo(1, within(5 * Math.sqrt(2.0 / n)));
  }

  @Test
  void glmTsDrawsOneModelForAllDocumentsOfADecision() {
    LogisticModel model = new LogisticModel(2, 1, GlmExploration.sampling(1));
    double[] indices = model.indices(new double[][] {{1, 2}, {2, 4}}, KEY);
    assertThat(indices[1]).isCloseTo(2 * indices[0], within(1e-12));
  }
}
