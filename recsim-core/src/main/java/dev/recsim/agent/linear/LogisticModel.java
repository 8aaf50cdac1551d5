package dev.recsim.agent.linear;

import dev.recsim.algebra.Vectors;
import dev.recsim.api.Weights;
import dev.recsim.api.Weights.Tensor;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Bayesian logistic regression. A click has probability sigmoid(x' theta); the prior of theta is
 * normal with mean 0 and precision I / sigma^2. The estimate is the mode of the posterior, computed
 * by Newton's method. H = sum p (1 - p) x x' + I / sigma^2 at the mode is the precision of its
 * Laplace approximation.
 *
 * <p>The mode is first computed when more than ten rewards are known, then each time their number
 * has grown by a tenth. After 20,000 rewards, the approximation becomes the prior and the rewards
 * are dropped.
 *
 * <p>{@link Exploration} ranks documents during training.
 */
final class LogisticModel implements Model {
  private static final int FEWEST = 11;
  private static final int MOST = 20_000;
  private static final int ITERATIONS = 30;
  private static final int HALVINGS = 20;
  private static final double TOLERANCE = 1e-3;

  private final int size;
  private final Exploration exploration;
  private final List<double[]> xs = new ArrayList<>();
  private final List<Double> rewards = new ArrayList<>();
  private int nextFit = FEWEST;
  private double[] priorMean;
  private Precision prior;

  private double[] mode;
  private Precision hessian;

  /** G = I / sigma^2 + sum x x'. */
  private Precision design;

  /** Computes indices of documents from the posterior of theta. */
  interface Exploration {
    /**
     * @param mode of the posterior
     * @param hessian precision of the posterior at the mode
     * @param design I / sigma^2 + sum x x'
     */
    double[] indices(
        double[][] xs, double[] mode, Precision hessian, Precision design, RandomKey key);
  }

  LogisticModel(int size, double sigma, Exploration exploration) {
    this.size = size;
    this.exploration = exploration;
    this.priorMean = new double[size];
    this.prior = Precision.unit(size, 1 / (sigma * sigma));
    this.mode = new double[size];
    this.hessian = prior.copy();
    this.design = prior.copy();
  }

  @Override
  public void add(double[] x, double reward) {
    xs.add(x);
    rewards.add(reward);
    design.add(x, 1);
    if (xs.size() >= nextFit) {
      fit();
      nextFit = xs.size() + 1 + xs.size() / 10;
    }
    if (xs.size() == MOST) {
      fit();
      priorMean = mode;
      prior = hessian;
      xs.clear();
      rewards.clear();
      nextFit = FEWEST;
    }
  }

  @Override
  public double[] estimate() {
    return mode;
  }

  @Override
  public double[] indices(double[][] documents, RandomKey key) {
    return exploration.indices(documents, mode, hessian, design, key);
  }

  private void fit() {
    double[] theta = mode;
    double objective = objective(theta);
    for (int i = 0; i < ITERATIONS; i++) {
      double[] step = newtonStep(theta);
      double[] next = plus(theta, step, 1);
      double value = objective(next);
      // Far from the mode, a full Newton step can lead away from it.
      double share = 1;
      for (int h = 0; h < HALVINGS && value < objective; h++) {
        share /= 2;
        next = plus(theta, step, share);
        value = objective(next);
      }
      theta = next;
      objective = value;
      if (share * Math.sqrt(Vectors.dot(step, step)) < TOLERANCE) {
        break;
      }
    }
    mode = rounded(theta);
  }

  /** Returns H^-1 times the gradient, and stores H. */
  private double[] newtonStep(double[] theta) {
    double[] gradient = prior.times(plus(priorMean, theta, -1));
    hessian = prior.copy();
    for (int i = 0; i < xs.size(); i++) {
      double[] x = xs.get(i);
      double p = sigmoid(Vectors.dot(x, theta));
      hessian.add(x, p * (1 - p));
      double surplus = rewards.get(i) - p;
      for (int j = 0; j < size; j++) {
        gradient[j] += surplus * x[j];
      }
    }
    return hessian.solve(gradient);
  }

  /** Returns the log posterior, up to a constant. */
  private double objective(double[] theta) {
    double[] away = plus(theta, priorMean, -1);
    double sum = -Vectors.dot(away, prior.times(away)) / 2;
    for (int i = 0; i < xs.size(); i++) {
      double z = Vectors.dot(xs.get(i), theta);
      sum += rewards.get(i) * z - softplus(z);
    }
    return sum;
  }

  private static double softplus(double z) {
    return Math.max(0, z) + StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
  }

  static double sigmoid(double z) {
    return 1 / (1 + StrictMath.exp(-z));
  }

  private static double[] plus(double[] x, double[] y, double factor) {
    double[] sum = x.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * y[i];
    }
    return sum;
  }

  @Override
  public Weights weights() {
    Map<String, Tensor> tensors = new HashMap<>();
    tensors.put("theta", vector(mode));
    tensors.put("precision", hessian.tensor());
    tensors.put("design", design.tensor());
    return Weights.of(tensors);
  }

  @Override
  public void load(Weights weights) {
    Tensor theta = weights.get("theta", size);
    Tensor precision = weights.get("precision", size, size);
    design = Precision.of(weights.get("design", size, size));
    mode = doubles(theta);
    hessian = Precision.of(precision);
    priorMean = mode;
    prior = hessian.copy();
    xs.clear();
    rewards.clear();
    nextFit = FEWEST;
  }

  /** Returns the values rounded to floats. */
  static double[] rounded(double[] values) {
    double[] rounded = new double[values.length];
    Arrays.setAll(rounded, i -> (float) values[i]);
    return rounded;
  }

  static Tensor vector(double[] values) {
    return Tensor.of(i -> values[i], values.length);
  }

  static double[] doubles(Tensor tensor) {
    double[] values = new double[tensor.data().length];
    Arrays.setAll(values, i -> tensor.data()[i]);
    return values;
  }
}
