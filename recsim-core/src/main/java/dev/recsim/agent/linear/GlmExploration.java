package dev.recsim.agent.linear;

import dev.recsim.agent.linear.LogisticModel.Exploration;
import dev.recsim.algebra.Vectors;
import dev.recsim.random.RandomKey;

/** Two exploration methods for generalized linear models. */
final class GlmExploration {
  private GlmExploration() {}

  /**
   * UCB-GLM (Li, Lu and Zhou, "Provably optimal algorithms for generalized linear contextual
   * bandits", ICML 2017): x' theta + c sqrt(x' G^-1 x) with c = o (1/2) / (1/4) sqrt(d / 2 ln(1 + 2
   * T / d) + ln T). 1/2 is the largest standard deviation of a click, and 1/4 the slope of the
   * sigmoid at 0.
   *
   * @param size d, the length of x
   * @param optimism o
   * @param horizon T, the number of decisions
   */
  static Exploration upperBound(int size, double optimism, double horizon) {
    double width =
        optimism
            * 2
            * Math.sqrt(
                size / 2.0 * StrictMath.log(1 + 2 * horizon / size) + StrictMath.log(horizon));
    return (xs, mode, hessian, design, key) -> {
      double[] indices = new double[xs.length];
      for (int i = 0; i < indices.length; i++) {
        indices[i] = Vectors.dot(xs[i], mode) + width * Math.sqrt(design.inverseForm(xs[i]));
      }
      return indices;
    };
  }

  /**
   * Thompson sampling (Abeille and Lazaric, "Linear Thompson sampling revisited", AISTATS 2017;
   * Kveton et al., "Randomized exploration in generalized linear bandits", AISTATS 2020, GLM-TSL):
   * x' theta~ with one draw theta~ per decision, from the normal distribution around the mode with
   * covariance o^2 H^-1.
   *
   * @param optimism o
   */
  static Exploration sampling(double optimism) {
    return (xs, mode, hessian, design, key) -> {
      double[] theta = drawn(mode, hessian, optimism, key);
      double[] indices = new double[xs.length];
      for (int i = 0; i < indices.length; i++) {
        indices[i] = Vectors.dot(xs[i], theta);
      }
      return indices;
    };
  }

  private static double[] drawn(double[] mode, Precision hessian, double optimism, RandomKey key) {
    double[] normals = new double[mode.length];
    for (int i = 0; i < normals.length; i++) {
      normals[i] = key.gaussian(i);
    }
    double[] theta = hessian.upperSolve(normals);
    for (int i = 0; i < theta.length; i++) {
      theta[i] = mode[i] + optimism * theta[i];
    }
    return theta;
  }
}
