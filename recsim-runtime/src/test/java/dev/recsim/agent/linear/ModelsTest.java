package dev.recsim.agent.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.agent.linear.LogisticModel.Exploration;
import dev.recsim.random.RandomKey;
import org.junit.jupiter.api.Test;

class ModelsTest {
  private static final RandomKey KEY = RandomKey.root(42).child("linear models");
  private static final Exploration EXPLOIT =
      (xs, mode, hessian, design, key) -> {
        double[] values = new double[xs.length];
        for (int i = 0; i < values.length; i++) {
          values[i] = Model.dot(xs[i], mode);
        }
        return values;
      };

  /** A = [[3, 1], [1, 2]] and b = (1, 1): theta = (1, 2) / 5, x' A^-1 x = 3 / 5 for x = (0, 1). */
  @Test
  void linUcbSolvesTheRidgeRegression() {
    RidgeModel model = new RidgeModel(2, .5, 1);
    model.add(new double[] {1, 1}, 1);
    model.add(new double[] {1, 0}, 0);
    assertThat(model.estimate()).containsExactly(new double[] {.2, .4}, within(1e-7));
    double[] indices = model.indices(new double[][] {{0, 1}, {1, 0}}, KEY);
    assertThat(indices[0]).isCloseTo(.4 + .5 * Math.sqrt(.6), within(1e-7));
    assertThat(indices[1]).isCloseTo(.2 + .5 * Math.sqrt(.4), within(1e-7));
  }

  @Test
  void linUcbGoesOnFromSavedWeights() {
    RidgeModel model = new RidgeModel(2, .5, 1);
    model.add(new double[] {1, 1}, 1);
    RidgeModel loaded = new RidgeModel(2, .5, 1);
    loaded.load(model.weights());
    for (RidgeModel either : new RidgeModel[] {model, loaded}) {
      either.add(new double[] {1, 0}, 0);
    }
    assertThat(loaded.estimate()).containsExactly(model.estimate(), within(1e-6));
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
      double p = LogisticModel.sigmoid(Model.dot(x, truth));
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
   * After 200 rewards, half of them clicks: of variance 1 / H, H about 200 / 4, not of 1 / 201 as by
   * the design. 20,000 draws; 5 errors.
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
