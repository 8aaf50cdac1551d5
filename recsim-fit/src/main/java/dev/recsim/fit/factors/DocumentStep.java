package dev.recsim.fit.factors;

import dev.recsim.algebra.Backtracking;
import dev.recsim.algebra.OuterSum;
import dev.recsim.algebra.PackedCholesky;
import dev.recsim.algebra.Vectors;
import dev.recsim.fit.ids.Blocks;
import dev.recsim.fit.ids.Places;
import java.util.Arrays;

/**
 * Steps of the documents, of c0, eta and delta, given the users. Documents move by their gradient
 * over the sum of p x x', with x = (theta + eta h, 1), which is an upper bound of their block of
 * the matrix of second derivatives; the state h is taken as given. Priors are e ~ N(0, I / d) and b
 * ~ N(0, .5).
 *
 * <p>Slates are taken in batches. Of each, x and p are computed slate by slate, and then added
 * document by document, so that a matrix is read and written once a batch, by one thread.
 */
final class DocumentStep {
  private static final double PRECISION_OF_B = 2;
  private static final double LEAST_DELTA = 0.01;
  private static final double MOST_DELTA = 0.99;
  private static final double LARGEST_CHANGE_OF_DELTA = 0.1;

  /** Share of the log posterior that a move may lose, because it takes the state as given. */
  private static final double MOST_LOST = 1e-6;

  /** Numbers of a batch. */
  private static final int NUMBERS = 1 << 24;

  private final Factors factors;
  private final SlateRuns rows;
  private final int n;
  private final int block;

  /** Derivatives by the documents, and minus the bounds of the second ones. */
  private final double[] slope;

  private final double[] curvature;

  /** Derivatives by c0, eta and delta. */
  private Scalar[] scalars;

  /** Log probability of the slates of each run, before the step. */
  private final double[] logs;

  /** Of the batch at hand: its first slate, x and p of its slates, and where documents stand. */
  private int start;

  private final double[] x;
  private final double[] p;
  private final Places places;

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

  DocumentStep(Factors factors, SlateRuns rows) {
    this.factors = factors;
    this.rows = rows;
    n = factors.dimension + 1;
    block = PackedCholesky.size(n);
    slope = new double[Math.multiplyExact(rows.documents(), n)];
    curvature = new double[Math.multiplyExact(rows.documents(), block)];
    int longest = 0;
    for (int from = 0; from < rows.runs(); from = end(from)) {
      longest = Math.max(longest, rows.first()[end(from)] - rows.first()[from]);
    }
    x = new double[Math.multiplyExact(longest, n)];
    p = new double[Math.multiplyExact(longest, rows.size())];
    places = new Places(rows.documents());
    logs = new double[rows.runs()];
  }

  /** The run after the last of a batch. */
  private int end(int from) {
    int to = from + 1;
    while (to < rows.runs()
        && (rows.first()[to + 1] - rows.first()[from]) * (n + 2L * rows.size()) <= NUMBERS) {
      to++;
    }
    return to;
  }

  /** Computes the derivatives. */
  DocumentStep derive() {
    Arrays.fill(slope, 0);
    Arrays.fill(curvature, 0);
    scalars = newScalars();
    for (int from = 0; from < rows.runs(); from = end(from)) {
      start = rows.first()[from];
      deriveSlates(from, end(from));
      deriveDocuments(end(from));
    }
    return this;
  }

  private static Scalar[] newScalars() {
    return new Scalar[] {new Scalar(), new Scalar(), new Scalar()};
  }

  private void deriveSlates(int first, int last) {
    Scalar[][] parts = new Scalar[Blocks.MOST][];
    Blocks.of(
        rows.first(),
        first,
        last,
        (part, from, to) -> {
          parts[part] = newScalars();
          Slates slates = new Slates(parts[part]);
          for (int run = from; run < to; run++) {
            slates.add(run);
          }
        });
    for (Scalar[] part : parts) {
      for (int i = 0; part != null && i < part.length; i++) {
        scalars[i].add(part[i]);
      }
    }
  }

  private void deriveDocuments(int last) {
    places.find(rows.shown(), start * rows.size(), rows.first()[last] * rows.size());
    Blocks.of(
        places.first,
        (part, from, to) -> {
          Documents documents = new Documents();
          for (int document = from; document < to; document++) {
            documents.add(document);
          }
        });
  }

  /** Computes x and p of slates, and adds them to the scalars. Not for several threads. */
  private final class Slates {
    private final Factors.Walk walk = factors.new Walk(rows);
    private final double[] byC0 = new double[rows.size() + 1];
    private final double[] byEta = new double[rows.size() + 1];
    private final double[] byDelta = new double[rows.size() + 1];
    private final Scalar[] sums;

    Slates(Scalar[] sums) {
      this.sums = sums;
      byC0[rows.size()] = 1;
    }

    void add(int run) {
      logs[run] = 0;
      for (int slate = rows.first()[run]; slate < rows.first()[run + 1]; slate++) {
        walk.at(run, slate);
        logs[run] += walk.log();
        System.arraycopy(walk.taste, 0, x, (slate - start) * n, n);
        System.arraycopy(walk.p, 0, p, (slate - start) * rows.size(), rows.size());
        int choice = rows.clicked()[slate] < 0 ? rows.size() : rows.clicked()[slate];
        sums[0].add(walk.p, byC0, choice);
        if (!walk.starts) {
          byState();
          sums[1].add(walk.p, byEta, choice);
          sums[2].add(walk.p, byDelta, choice);
        }
        walk.advance(slate);
      }
    }

    private void byState() {
      for (int k = 0; k < rows.size(); k++) {
        byEta[k] = walk.product(walk.vectors[k], walk.state);
        byDelta[k] = factors.eta * walk.product(walk.vectors[k], walk.slope);
      }
    }
  }

  /** Adds the slates of documents, some at a time. Not for several threads. */
  private final class Documents {
    private static final int SOME = 2 * OuterSum.AT_ONCE;

    private final OuterSum outer = new OuterSum(n);
    private final double[][] some = new double[SOME][n];
    private final double[] weights = new double[SOME];
    private final double[] errors = new double[SOME];
    private final double[] gradient = new double[n];

    void add(int document) {
      int to = places.first[document + 1];
      if (places.first[document] == to) {
        return;
      }
      outer.read(curvature, document * block);
      Arrays.fill(gradient, 0);
      for (int from = places.first[document]; from < to; from += SOME) {
        int count = Math.min(SOME, to - from);
        for (int i = 0; i < count; i++) {
          read(places.at(from + i), i);
        }
        outer.add(weights, some, count);
        Vectors.addScaled(gradient, errors, some, count);
      }
      outer.write(curvature, document * block);
      for (int q = 0; q < n; q++) {
        slope[document * n + q] += gradient[q];
      }
    }

    /** Reads the slate at a place among all positions. */
    private void read(int place, int i) {
      int slate = place / rows.size();
      int position = place - slate * rows.size();
      double own = p[place - start * rows.size()];
      System.arraycopy(x, (slate - start) * n, some[i], 0, n);
      weights[i] = own;
      errors[i] = (rows.clicked()[slate] == position ? 1 : 0) - own;
    }
  }

  /** The derivative of the log posterior by the vector and the constant of a document. */
  double[] slope(int document) {
    double[] own = Arrays.copyOfRange(slope, document * n, (document + 1) * n);
    for (int q = 0; q < n; q++) {
      own[q] -=
          q < factors.dimension
              ? factors.dimension * factors.e[document * factors.dimension + q]
              : PRECISION_OF_B * factors.b[document];
    }
    return own;
  }

  /** Derivatives by c0, eta and delta. */
  Scalar[] scalars() {
    return scalars;
  }

  /**
   * Moves all parameters but those of users. Curvatures are those of the present p, which may be
   * near 0 where users click, so a move that lowers the posterior clearly is halved, or not made.
   */
  void move() {
    double reached = LogLikelihood.sum(logs) + prior();
    Move move = new Move(steps());
    Backtracking.search(
        reached - MOST_LOST * Math.abs(reached),
        share -> {
          move.to(share);
          return new LogLikelihood(factors, rows).sum() + prior();
        });
  }

  /** Log density of the documents, but for a constant. */
  private double prior() {
    double vectors = Vectors.dot(factors.e, factors.e);
    double constants = Vectors.dot(factors.b, factors.b);
    return -(factors.dimension * vectors + PRECISION_OF_B * constants) / 2;
  }

  /** Newton steps of the vectors and constants of documents, [documents x n]. */
  private double[] steps() {
    int d = factors.dimension;
    double[] steps = new double[slope.length];
    Blocks.of(
        rows.documents(),
        (part, from, to) -> {
          for (int j = from; j < to; j++) {
            int at = j * block;
            PackedCholesky.addDiagonal(curvature, at, d, d);
            curvature[at + block - 1] += PRECISION_OF_B;
            double[] step = slope(j);
            PackedCholesky.factor(curvature, at, n);
            PackedCholesky.solve(curvature, at, n, step);
            System.arraycopy(step, 0, steps, j * n, n);
          }
        });
    return steps;
  }

  /** A move from the present parameters. */
  private final class Move {
    private final double[] steps;
    private final double[] e = factors.e.clone();
    private final double[] b = factors.b.clone();
    private final double c0 = factors.c0;
    private final double eta = factors.eta;
    private final double delta = factors.delta;

    Move(double[] steps) {
      this.steps = steps;
    }

    /** Makes a share of it. */
    void to(double share) {
      int d = factors.dimension;
      for (int j = 0; j < b.length; j++) {
        for (int q = 0; q < d; q++) {
          factors.e[j * d + q] = e[j * d + q] + share * steps[j * n + q];
        }
        factors.b[j] = b[j] + share * steps[j * n + d];
      }
      factors.c0 = c0 + share * scalars[0].step();
      factors.eta = eta + share * scalars[1].step();
      double change = scalars[2].step();
      double bounded =
          Math.max(-LARGEST_CHANGE_OF_DELTA, Math.min(LARGEST_CHANGE_OF_DELTA, change));
      factors.delta = Math.max(LEAST_DELTA, Math.min(MOST_DELTA, delta + share * bounded));
    }
  }
}
