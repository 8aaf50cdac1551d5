package dev.recsim.agent.linear;

import dev.recsim.api.Tensor;
import dev.recsim.api.Weights;
import dev.recsim.random.RandomKey;
import java.util.Map;

/**
 * LinUCB (Li, Chu, Langford and Schapire, "A contextual-bandit approach to personalized news
 * article recommendation", WWW 2010, algorithm 1, with one theta for all documents): theta = A^-1 b
 * for A = lambda I + sum x x' and b = sum r x; the index of a document is x' theta + alpha sqrt(x'
 * A^-1 x).
 */
final class RidgeModel implements Model {
  private final double alpha;
  private final int size;
  private Precision a;
  private double[] b;
  private double[] theta;

  RidgeModel(int size, double alpha, double lambda) {
    this.alpha = alpha;
    this.size = size;
    this.a = Precision.unit(size, lambda);
    this.b = new double[size];
    this.theta = new double[size];
  }

  @Override
  public void add(double[] x, double reward) {
    a.add(x, 1);
    for (int i = 0; i < size; i++) {
      b[i] += reward * x[i];
    }
    theta = null;
  }

  @Override
  public double[] estimate() {
    if (theta == null) {
      theta = LogisticModel.rounded(a.solve(b));
    }
    return theta;
  }

  @Override
  public double[] indices(double[][] xs, RandomKey key) {
    double[] indices = new double[xs.length];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = Model.dot(xs[i], estimate()) + alpha * Math.sqrt(a.inverseForm(xs[i]));
    }
    return indices;
  }

  @Override
  public Weights weights() {
    return Weights.of(Map.of("theta", LogisticModel.vector(estimate()), "precision", a.tensor()));
  }

  @Override
  public void load(Weights weights) {
    Tensor saved = weights.get("theta", size);
    a = Precision.of(weights.get("precision", size, size));
    theta = LogisticModel.doubles(saved);
    b = a.times(theta);
  }
}
