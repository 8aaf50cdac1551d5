package dev.recsim.fit.next;

import dev.recsim.algebra.PackedCholesky;
import dev.recsim.fit.ids.Blocks;
import dev.recsim.fit.next.NextModel.Weights;
import java.util.Arrays;

/**
 * The weights of the parts of a {@link NextModel} that maximize the likelihood of one event of each
 * user, by Newton's method. The likelihood is concave.
 *
 * @param chain log P_chain of each event and document; NaN for documents that are excluded
 * @param affinity of each event and document
 * @param logShare of each document
 * @param next the documents that came
 */
record NextWeights(float[][] chain, float[][] affinity, double[] logShare, int[] next) {
  private static final int PARTS = 3;

  /** Parts of the events that run at once; the bits of sums depend on their number. */
  private static final int HALVES = 2;

  private static final int STEPS = 50;
  private static final double CONVERGED = 1e-9;

  /** Precision of the prior of each weight, so that a part without any influence has a weight. */
  private static final double PRECISION = 1e-3;

  /** The weights and their log likelihood. */
  record Fitted(Weights weights, double logLikelihood) {}

  /** The log likelihood with its derivatives. */
  private static final class Derivatives {
    private final double[] slope = new double[PARTS];
    private final double[] curvature = new double[PARTS * (PARTS + 1) / 2];
    private double value;

    void add(Derivatives other) {
      value += other.value;
      Arrays.setAll(slope, i -> slope[i] + other.slope[i]);
      Arrays.setAll(curvature, i -> curvature[i] + other.curvature[i]);
    }
  }

  Fitted fit() {
    double[] weights = {0, 0, 1};
    Derivatives now = at(weights);
    for (int step = 0; step < STEPS; step++) {
      double[] change = now.slope.clone();
      PackedCholesky.factor(now.curvature, 0, PARTS);
      PackedCholesky.solve(now.curvature, 0, PARTS, change);
      double[] next = moved(weights, change, 1);
      Derivatives then = at(next);
      for (double part = 0.5; !(then.value >= now.value) && part > CONVERGED; part /= 2) {
        next = moved(weights, change, part);
        then = at(next);
      }
      boolean converged = then.value - now.value < CONVERGED * Math.abs(now.value);
      weights = then.value >= now.value ? next : weights;
      now = then;
      if (converged) {
        break;
      }
    }
    return new Fitted(new Weights(weights[0], weights[1], weights[2]), now.value);
  }

  private static double[] moved(double[] from, double[] change, double part) {
    double[] moved = new double[PARTS];
    Arrays.setAll(moved, i -> from[i] + part * change[i]);
    return moved;
  }

  private Derivatives at(double[] weights) {
    Derivatives[] halves = new Derivatives[HALVES];
    Blocks.split(
        next.length,
        HALVES,
        (part, from, to) -> {
          halves[part] = new Derivatives();
          double[] p = new double[logShare.length];
          for (int t = from; t < to; t++) {
            add(t, weights, p, halves[part]);
          }
        });
    Derivatives all = halves[0];
    all.add(halves[1]);
    for (int i = 0; i < PARTS; i++) {
      all.value -= PRECISION * weights[i] * weights[i] / 2;
      all.slope[i] -= PRECISION * weights[i];
    }
    PackedCholesky.addDiagonal(all.curvature, 0, PARTS, PRECISION);
    return all;
  }

  private void add(int test, double[] weights, double[] p, Derivatives sums) {
    float[] first = chain[test];
    float[] second = affinity[test];
    double largest = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < p.length; j++) {
      p[j] = weights[0] * first[j] + weights[1] * second[j] + weights[2] * logShare[j];
      largest = p[j] > largest ? p[j] : largest;
    }
    double own = p[next[test]] - largest;
    double all = 0;
    for (int j = 0; j < p.length; j++) {
      p[j] = Float.isNaN(first[j]) ? 0 : StrictMath.exp(p[j] - largest);
      all += p[j];
    }
    sums.value += own - StrictMath.log(all);
    double[] mean = new double[PARTS];
    double[] squares = new double[sums.curvature.length];
    double[] parts = new double[PARTS];
    for (int j = 0; j < p.length; j++) {
      if (p[j] > 0) {
        parts[0] = first[j];
        parts[1] = second[j];
        parts[2] = logShare[j];
        double share = p[j] / all;
        for (int i = 0; i < PARTS; i++) {
          mean[i] += share * parts[i];
        }
        PackedCholesky.addOuter(squares, 0, PARTS, share, parts);
      }
    }
    PackedCholesky.addOuter(squares, 0, PARTS, -1, mean);
    sums.slope[0] += first[next[test]] - mean[0];
    sums.slope[1] += second[next[test]] - mean[1];
    sums.slope[2] += logShare[next[test]] - mean[2];
    Arrays.setAll(sums.curvature, i -> sums.curvature[i] + squares[i]);
  }
}
