package dev.recsim.agent.linear;

import dev.recsim.algebra.Vectors;
import dev.recsim.api.Weights;
import dev.recsim.api.Weights.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The regression of LinUCB (Li, Chu, Langford and Schapire, "A contextual-bandit approach to
 * personalized news article recommendation", WWW 2010, algorithm 1, with one theta for all
 * documents). Rewards are compared within groups, such as those of one position: the means of the
 * group are subtracted from y and x. This is least squares with a constant for each group. Then
 *
 * <pre>{@code
 * A = lambda I + sum x x',  b = sum y x,  theta = A^-1 b,  s^2 = (sum y^2 - theta' b) / n
 * }</pre>
 *
 * <p>The paper's confidence widths hold for rewards with standard deviation 1. Here they are
 * multiplied by s, so the unit of the reward does not matter.
 */
final class RidgeModel {
  /**
   * During training, the fit is computed again when the number of rewards has grown by this factor.
   */
  private static final double GROWTH = 1.1;

  private final int size;

  /** A before the first reward. */
  private Precision prior;

  private double[] priorProducts;

  private Precision sums;
  private double[] products;
  private double squares;
  private long count;
  private final List<Group> groups = new ArrayList<>();

  /** theta with all rewards; null if rewards were added since. */
  private double[] theta;

  private Fit fit;

  private static final class Group {
    private final double[] x;
    private double y;
    private long count;

    Group(int size) {
      x = new double[size];
    }
  }

  /**
   * The result of a regression.
   *
   * @param inverse A^-1
   * @param deviation s
   * @param count number of rewards
   */
  record Fit(double[] theta, double[][] inverse, double deviation, long count) {}

  RidgeModel(int size, double lambda) {
    this.size = size;
    start(Precision.unit(size, lambda), new double[size]);
  }

  private void start(Precision precision, double[] b) {
    prior = precision;
    priorProducts = b;
    sums = Precision.unit(size, 0);
    products = new double[size];
    squares = 0;
    count = 0;
    groups.clear();
    theta = null;
    fit = null;
  }

  /**
   * Adds a reward.
   *
   * @param group index of its group, from 0
   */
  void add(double[] x, double reward, int group) {
    while (groups.size() <= group) {
      groups.add(new Group(size));
    }
    Group own = groups.get(group);
    sums.add(x, 1);
    for (int i = 0; i < size; i++) {
      products[i] += reward * x[i];
      own.x[i] += x[i];
    }
    squares += reward * reward;
    own.y += reward;
    own.count++;
    count++;
    theta = null;
  }

  /**
   * Returns theta with all rewards. Every entry is a float, so saved weights give the same
   * estimate.
   */
  double[] estimate() {
    if (theta == null) {
      theta = LogisticModel.rounded(precision().solve(products()));
    }
    return theta;
  }

  /** Returns the fit to explore with, from all rewards or nearly all. */
  Fit fit() {
    if (fit == null || count > fit.count() * GROWTH) {
      double[] b = products();
      Precision a = precision();
      double[] solved = a.solve(b);
      double unexplained = Math.max(0, centredSquares() - Vectors.dot(solved, b));
      double deviation = count == 0 ? 1 : Math.sqrt(unexplained / count);
      fit = new Fit(solved, a.inverse(), deviation, count);
    }
    return fit;
  }

  private Precision precision() {
    Precision a = prior.copy();
    a.add(sums);
    for (Group group : groups) {
      if (group.count > 0) {
        a.add(group.x, -1.0 / group.count);
      }
    }
    return a;
  }

  private double[] products() {
    double[] b = priorProducts.clone();
    Arrays.setAll(b, i -> b[i] + products[i]);
    for (Group group : groups) {
      for (int i = 0; group.count > 0 && i < size; i++) {
        b[i] -= group.x[i] * group.y / group.count;
      }
    }
    return b;
  }

  private double centredSquares() {
    double sum = squares;
    for (Group group : groups) {
      sum -= group.count == 0 ? 0 : group.y * group.y / group.count;
    }
    return sum;
  }

  Map<String, Tensor> tensors() {
    return Map.of("theta", LogisticModel.vector(estimate()), "precision", precision().tensor());
  }

  /**
   * Replaces the model by saved weights.
   *
   * @throws IllegalArgumentException if a tensor is missing or has another shape
   */
  void load(Weights weights) {
    double[] saved = LogisticModel.doubles(weights.get("theta", size));
    Precision precision = Precision.of(weights.get("precision", size, size));
    start(precision, precision.times(saved));
    theta = saved;
  }
}
