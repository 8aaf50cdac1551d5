package dev.recsim.fit.factors;

import dev.recsim.fit.ids.ImplicitFactors;
import dev.recsim.fit.ids.Ratings;
import dev.recsim.fit.log.FitWork;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Fits {@link Factors} by stochastic expectation maximization: Newton steps to the most likely
 * vectors of users, then steps of the documents and the scalars, given vectors that are drawn
 * around these. Given the most likely ones, documents would take the error of users for taste: the
 * more users a document has, the longer its vector would be. There is no step size. The vectors of
 * the documents start as factors of the clicks, and c0 at the click rate.
 *
 * @param sweeps number of turns
 * @param draws whether documents are fitted to vectors that are drawn, not to the most likely ones
 * @param key of the random start of the factors of the clicks, and of draws
 * @param work to which the fit says how far it is
 */
record FactorFit(int sweeps, boolean draws, RandomKey key, FitWork work) {

  private static final double ALPHA = 10;
  private static final double LAMBDA = 0.1;
  private static final int ITERATIONS = 5;
  private static final int USER_STEPS = 2;

  /** In the first sweep, and after the last. */
  private static final int MORE_USER_STEPS = 3;

  /** Steps of users who are not in the fit. */
  static final int FOLD_IN = 8;

  private static final int DOCUMENT_STEPS = 2;

  /** Of the jackknife, and the 97.5 % quantiles of t with one degree less, and of the normal. */
  private static final int GROUPS = 5;

  private static final double STUDENT = 2.776445;
  private static final double NORMAL = 1.959964;

  /** Slates of the jackknife, and more for each document. */
  private static final int LEAST_JACKKNIFE = 100_000;

  private static final int SLATES_OF_A_DOCUMENT = 10;

  /**
   * Sizes of the model.
   *
   * @param dimension of the vectors
   * @param variance of the prior of users
   */
  record Shape(int dimension, double variance) {}

  FactorFit(int sweeps, RandomKey key, FitWork work) {
    this(sweeps, true, key, work);
  }

  /**
   * A fit without draws. Vectors of users then explain clicks that a state explains too, so eta is
   * too near to 0 where there is a state. Without a state, ten sweeps leave an eta of up to 0.1,
   * and of 0.1 to 0.3 with draws.
   */
  FactorFit ofLikelyUsers() {
    return new FactorFit(sweeps, false, key, work);
  }

  /**
   * Fits the parameters.
   *
   * @param users number of users, with those who have no rows
   */
  Factors fit(SlateRuns rows, Shape shape, int users) {
    KeptFactors kept = KeptFactors.of(work, rows, shape, key);
    Factors factors =
        Factors.start(shape.dimension, start(rows, shape.dimension), rows.documents(), users);
    factors.c0 = noClick(rows);
    UserSteps steps = new UserSteps(factors, rows, shape.variance);
    DocumentStep documents = new DocumentStep(factors, rows);
    for (int sweep = kept.read(factors); sweep < sweeps; sweep++) {
      steps.all(sweep == 0 ? MORE_USER_STEPS : USER_STEPS);
      double[] likely = factors.theta.clone();
      if (draws) {
        steps.draw(key.child("users").child(sweep));
      }
      for (int step = 0; step < DOCUMENT_STEPS; step++) {
        documents.derive().move();
      }
      System.arraycopy(likely, 0, factors.theta, 0, likely.length);
      kept.write(factors, sweep + 1);
      work.step("sweep", sweep + 1, sweeps);
    }
    steps.all(MORE_USER_STEPS);
    return factors;
  }

  /**
   * c0, eta and delta of several fits.
   *
   * @param means of the fits
   * @param errors standard errors
   */
  record Scalars(double[] means, double[] errors) {
    static final int ETA = 1;
  }

  /**
   * Standard errors with the error of the vectors: a jackknife of groups of users, each fit without
   * one group. They are scaled so that 1.96 of them cover 95 %, as the t-distribution of the groups
   * does. Of a large log, a part is used, whose errors are larger.
   */
  Scalars jackknife(SlateRuns rows, Shape shape, int users) {
    int most = LEAST_JACKKNIFE + SLATES_OF_A_DOCUMENT * rows.documents();
    SlateRuns some = rows.everyRun(Math.max(1, rows.slates() / most));
    double[][] without = new double[GROUPS][];
    for (int g = 0; g < GROUPS; g++) {
      int group = g;
      SlateRuns others =
          some.select(IntStream.range(0, some.runs()).filter(r -> r % GROUPS != group).toArray());
      Factors fitted = new FactorFit(sweeps, draws, key, FitWork.NONE).fit(others, shape, users);
      without[g] = new double[] {fitted.c0, fitted.eta, fitted.delta};
      work.step("group", g + 1, GROUPS);
    }
    double[] means = new double[without[0].length];
    double[] errors = new double[means.length];
    for (int i = 0; i < errors.length; i++) {
      int scalar = i;
      double mean = Arrays.stream(without).mapToDouble(it -> it[scalar]).average().orElseThrow();
      double squares =
          Arrays.stream(without).mapToDouble(it -> it[scalar] - mean).map(it -> it * it).sum();
      means[i] = mean;
      errors[i] = STUDENT / NORMAL * Math.sqrt(squares * (GROUPS - 1) / GROUPS);
    }
    return new Scalars(means, errors);
  }

  /**
   * The logarithm of the weight with which documents of the weight 1 are clicked as often as in the
   * log. From 0, ten sweeps do not reach a large one.
   */
  private static double noClick(SlateRuns rows) {
    double clicks = 1;
    for (byte position : rows.clicked()) {
      clicks += position < 0 ? 0 : 1;
    }
    return StrictMath.log(rows.size() * (rows.slates() + 2 - clicks) / clicks);
  }

  /** Factors of the clicks with the mean squared norm 1. */
  private double[] start(SlateRuns rows, int dimension) {
    if (dimension == 0) {
      return new double[0];
    }
    Ratings ratings = rows.ratings();
    double[] e =
        new ImplicitFactors(dimension, ALPHA, LAMBDA).columns(ratings, ITERATIONS, key, done -> {});
    double squares = 0;
    for (double each : e) {
      squares += each * each;
    }
    double scale = squares > 0 ? Math.sqrt(rows.documents() / squares) : 1;
    Arrays.setAll(e, i -> e[i] * scale);
    return e;
  }
}
