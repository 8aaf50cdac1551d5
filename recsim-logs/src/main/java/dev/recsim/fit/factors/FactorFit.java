package dev.recsim.fit.factors;

import dev.recsim.fit.ids.ImplicitFactors;
import dev.recsim.fit.ids.Ratings;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Fits {@link Factors} by turns: Newton steps of the users, then steps of the documents and the
 * scalars. There is no step size. The vectors of the documents start as factors of the clicks.
 *
 * @param sweeps number of turns
 * @param key of the random start of the factors of the clicks
 */
record FactorFit(int sweeps, RandomKey key) {
  private static final double[] VARIANCES = {0.125, 0.25, 0.5, 1, 2};
  private static final int[] DIMENSIONS = {8, 16, 32};
  private static final int MIDDLE_DIMENSION = 16;
  private static final double MIDDLE_VARIANCE = 0.5;

  /** Number of slates by which dimension and variance are chosen. */
  private static final int CHOOSING = 200_000;

  private static final double ALPHA = 10;
  private static final double LAMBDA = 0.1;
  private static final int ITERATIONS = 5;
  private static final int USER_STEPS = 2;

  /** In the first sweep, and after the last. */
  private static final int MORE_USER_STEPS = 3;

  /** Steps of users who are not in the fit. */
  static final int FOLD_IN = 8;

  private static final int DOCUMENT_STEPS = 2;

  /**
   * Sizes of the model.
   *
   * @param dimension of the vectors
   * @param variance of the prior of users
   */
  record Shape(int dimension, double variance) {}

  /**
   * Chooses the shape that predicts the last fifth of each user's slates best.
   *
   * @param dimension if it is given, else null
   * @param variance if it is given, else null
   */
  Shape choose(SlateRuns rows, Integer dimension, Double variance) {
    SlateRuns some = fewer(rows);
    int d = dimension == null ? MIDDLE_DIMENSION : dimension;
    double[] tried = variance == null ? VARIANCES : new double[] {variance};
    Shape best = new Shape(d, variance == null ? MIDDLE_VARIANCE : variance);
    double[] values = new double[tried.length];
    for (int i = 0; i < tried.length && tried.length > 1; i++) {
      values[i] = value(some, new Shape(d, tried[i]));
    }
    int most = IntStream.range(0, tried.length).reduce(0, (a, b) -> values[b] > values[a] ? b : a);
    if (tried.length > 1 && some.slates() > some.beforeLastFifth().slates()) {
      best = new Shape(d, tried[most]);
    }
    return dimension == null ? chooseDimension(some, best) : best;
  }

  private Shape chooseDimension(SlateRuns some, Shape middle) {
    Shape best = middle;
    double highest = Double.NEGATIVE_INFINITY;
    for (int d : DIMENSIONS) {
      Shape shape = new Shape(d, middle.variance);
      double value = value(some, shape);
      if (value > highest) {
        highest = value;
        best = shape;
      }
    }
    return best;
  }

  private static SlateRuns fewer(SlateRuns rows) {
    int every = Math.max(1, rows.slates() / CHOOSING);
    int[] runs = IntStream.range(0, rows.runs()).filter(r -> r % every == 0).toArray();
    return every == 1 ? rows : rows.select(runs);
  }

  /** Log likelihood of the last fifths, which the fit does not know. */
  private double value(SlateRuns rows, Shape shape) {
    Factors factors = fit(rows.beforeLastFifth(), shape, rows.users());
    return LogLikelihood.sum(new LogLikelihood(factors, rows).ofLastFifths());
  }

  /**
   * Fits the parameters.
   *
   * @param users number of users, with those who have no rows
   */
  Factors fit(SlateRuns rows, Shape shape, int users) {
    Factors factors =
        Factors.start(shape.dimension, start(rows, shape.dimension), rows.documents(), users);
    UserSteps steps = new UserSteps(factors, rows, shape.variance);
    for (int sweep = 0; sweep < sweeps; sweep++) {
      sweep(factors, steps, sweep);
    }
    steps.all(MORE_USER_STEPS);
    return factors;
  }

  private static void sweep(Factors factors, UserSteps users, int number) {
    users.all(number == 0 ? MORE_USER_STEPS : USER_STEPS);
    for (int step = 0; step < DOCUMENT_STEPS; step++) {
      new DocumentStep(factors, users.rows()).derive().move();
    }
  }

  /** Factors of the clicks with the mean squared norm 1. */
  private double[] start(SlateRuns rows, int dimension) {
    if (dimension == 0) {
      return new double[0];
    }
    int[] first = new int[rows.runs() + 1];
    int[] clicks = new int[rows.slates()];
    for (int run = 0; run < rows.runs(); run++) {
      first[run + 1] = first[run];
      for (int slate = rows.first()[run]; slate < rows.first()[run + 1]; slate++) {
        if (rows.click(slate) >= 0) {
          clicks[first[run + 1]++] = rows.click(slate);
        }
      }
    }
    Ratings ratings =
        Ratings.of(rows.documents(), first, Arrays.copyOf(clicks, first[rows.runs()]));
    double[] e = new ImplicitFactors(dimension, ALPHA, LAMBDA).columns(ratings, ITERATIONS, key);
    double squares = 0;
    for (double each : e) {
      squares += each * each;
    }
    double scale = squares > 0 ? Math.sqrt(rows.documents() / squares) : 1;
    Arrays.setAll(e, i -> e[i] * scale);
    return e;
  }
}
