package dev.recsim.fit.factors;

import dev.recsim.algebra.PackedCholesky;
import dev.recsim.algebra.Vectors;
import dev.recsim.fit.ids.Halves;
import java.util.Arrays;

/**
 * One step of the documents, of c0, eta and delta, given the users. Documents move by their
 * gradient over the sum of p x x', with x = (theta + eta h, 1), which is an upper bound of their
 * block of the matrix of second derivatives; the state h is taken as given. Priors are e ~ N(0, I /
 * d) and b ~ N(0, .5).
 */
final class DocumentStep {
  private static final double PRECISION_OF_B = 2;
  private static final double LEAST_DELTA = 0.01;
  private static final double MOST_DELTA = 0.99;
  private static final double LARGEST_CHANGE_OF_DELTA = 0.1;

  private final Factors factors;
  private final SlateRuns rows;
  private final int n;
  private final int block;

  /** Sums of each half of the users. */
  private final Sums[] halves = new Sums[Halves.PARTS];

  /** Derivatives by one of the three scalars. */
  static final class Scalar {
    double slope;
    double curvature;

    /** Adds a slate: the derivative of each score, by position and of no click. */
    void add(double[] p, double[] derivative, int choice) {
      double mean = Vectors.dot(p, derivative);
      slope += derivative[choice] - mean;
      for (int k = 0; k < p.length; k++) {
        double deviation = derivative[k] - mean;
        curvature += p[k] * deviation * deviation;
      }
    }

    private void add(Scalar other) {
      slope += other.slope;
      curvature += other.curvature;
    }

    private double step() {
      return slope / (curvature + 1);
    }
  }

  private static final class Sums {
    final double[] slope;
    final double[] curvature;

    /** x x' of the slate at hand. */
    final double[] outer;

    final Scalar c0 = new Scalar();
    final Scalar eta = new Scalar();
    final Scalar delta = new Scalar();

    Sums(int slopes, int curvatures, int block) {
      outer = new double[block];
      slope = new double[slopes];
      curvature = new double[curvatures];
    }
  }

  DocumentStep(Factors factors, SlateRuns rows) {
    this.factors = factors;
    this.rows = rows;
    n = factors.dimension + 1;
    block = PackedCholesky.size(n);
  }

  /** Computes the sums. */
  DocumentStep derive() {
    Halves.of(
        rows.first(),
        (part, from, to) -> {
          Sums sums =
              new Sums(
                  Math.multiplyExact(rows.documents(), n),
                  Math.multiplyExact(rows.documents(), block),
                  block);
          halves[part] = sums;
          Factors.Walk walk = factors.new Walk(rows);
          double[] derivative = new double[rows.size() + 1];
          for (int run = from; run < to; run++) {
            for (int slate = rows.first()[run]; slate < rows.first()[run + 1]; slate++) {
              walk.at(run, slate);
              add(slate, walk, sums, derivative);
              walk.advance(slate);
            }
          }
        });
    halves[0].c0.add(halves[1].c0);
    halves[0].eta.add(halves[1].eta);
    halves[0].delta.add(halves[1].delta);
    return this;
  }

  private void add(int slate, Factors.Walk walk, Sums sums, double[] derivative) {
    int size = rows.size();
    int clicked = rows.clicked()[slate];
    Arrays.fill(sums.outer, 0);
    PackedCholesky.addOuter(sums.outer, 0, n, 1, walk.taste);
    for (int k = 0; k < size; k++) {
      int document = rows.shown()[slate * size + k];
      double error = (clicked == k ? 1 : 0) - walk.p[k];
      for (int q = 0; q < n; q++) {
        sums.slope[document * n + q] += error * walk.taste[q];
      }
      int at = document * block;
      for (int i = 0; i < block; i++) {
        sums.curvature[at + i] += walk.p[k] * sums.outer[i];
      }
    }
    int choice = clicked < 0 ? size : clicked;
    Arrays.fill(derivative, 0);
    derivative[size] = 1;
    sums.c0.add(walk.p, derivative, choice);
    derivative[size] = 0;
    products(slate, walk.state, 1, derivative);
    sums.eta.add(walk.p, derivative, choice);
    products(slate, walk.slope, factors.eta, derivative);
    sums.delta.add(walk.p, derivative, choice);
  }

  private void products(int slate, double[] x, double weight, double[] products) {
    for (int k = 0; k < rows.size(); k++) {
      int at = rows.shown()[slate * rows.size() + k] * x.length;
      double sum = 0;
      for (int q = 0; q < x.length; q++) {
        sum += x[q] * factors.e[at + q];
      }
      products[k] = weight * sum;
    }
  }

  /** The derivative of the log posterior by the vector and the constant of a document. */
  double[] slope(int document) {
    double[] slope = new double[n];
    for (int q = 0; q < n; q++) {
      slope[q] = halves[0].slope[document * n + q] + halves[1].slope[document * n + q];
      slope[q] -=
          q < factors.dimension
              ? factors.dimension * factors.e[document * factors.dimension + q]
              : PRECISION_OF_B * factors.b[document];
    }
    return slope;
  }

  /** Derivatives by c0, eta and delta. */
  Scalar[] scalars() {
    return new Scalar[] {halves[0].c0, halves[0].eta, halves[0].delta};
  }

  /** Moves all parameters but those of users. */
  void move() {
    int d = factors.dimension;
    Halves.of(
        rows.documents(),
        (part, from, to) -> {
          double[] matrix = new double[block];
          for (int j = from; j < to; j++) {
            for (int i = 0; i < block; i++) {
              matrix[i] = halves[0].curvature[j * block + i] + halves[1].curvature[j * block + i];
            }
            PackedCholesky.addDiagonal(matrix, 0, d, d);
            matrix[block - 1] += PRECISION_OF_B;
            double[] step = slope(j);
            PackedCholesky.factor(matrix, 0, n);
            PackedCholesky.solve(matrix, 0, n, step);
            for (int q = 0; q < d; q++) {
              factors.e[j * d + q] += step[q];
            }
            factors.b[j] += step[d];
          }
        });
    factors.c0 += halves[0].c0.step();
    factors.eta += halves[0].eta.step();
    double change = halves[0].delta.step();
    double bounded = Math.max(-LARGEST_CHANGE_OF_DELTA, Math.min(LARGEST_CHANGE_OF_DELTA, change));
    factors.delta = Math.max(LEAST_DELTA, Math.min(MOST_DELTA, factors.delta + bounded));
  }
}
