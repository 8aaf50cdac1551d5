package dev.recsim.fit.factors;

import dev.recsim.fit.factors.FactorFit.Shape;
import dev.recsim.fit.log.FitWork;
import dev.recsim.random.RandomKey;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses the shape of a model: first the variance of the prior of users, then the dimension. The
 * last fifth of each user's slates is predicted by a fit without it, whose users are drawn, as
 * those of an environment are. In a log of more than {@link #SLATES}, some of the users choose: as
 * few as have so many slates, but at least a tenth.
 *
 * @param sweeps of each fit
 * @param key of the fits
 * @param work to which the choice says how far it is
 */
record ShapeChoice(int sweeps, RandomKey key, FitWork work) {
  private static final List<Double> VARIANCES = List.of(0.5, 1.0, 2.0, 4.0);
  private static final List<Integer> DIMENSIONS = List.of(8, 16, 32);
  private static final int MIDDLE_DIMENSION = 16;
  private static final double MIDDLE_VARIANCE = 1;

  /** Draws of the users by which a shape is judged. */
  private static final int DRAWS = 8;

  /** Number of slates by which a shape is chosen. */
  private static final int SLATES = 200_000;

  /** One user of so many chooses, or more. */
  private static final int FEWEST = 10;

  /**
   * Chooses.
   *
   * @param dimension if it is given, else null
   * @param variance if it is given, else null
   */
  Shape of(SlateRuns rows, Integer dimension, Double variance) {
    SlateRuns some = rows.everyRun(every(rows.slates()));
    int middle = dimension == null ? MIDDLE_DIMENSION : dimension;
    Shape best = new Shape(middle, variance == null ? MIDDLE_VARIANCE : variance);
    SlateRuns fitted = some.beforeLastFifth();
    if (some.slates() == fitted.slates()) {
      return best;
    }
    Map<Shape, Double> tried = new HashMap<>();
    if (variance == null) {
      best =
          best(some, fitted, VARIANCES.stream().map(it -> new Shape(middle, it)).toList(), tried);
    }
    if (dimension == null) {
      double chosen = best.variance();
      best =
          best(some, fitted, DIMENSIONS.stream().map(it -> new Shape(it, chosen)).toList(), tried);
    }
    return best;
  }

  private Shape best(
      SlateRuns some, SlateRuns fitted, List<Shape> shapes, Map<Shape, Double> tried) {
    for (int i = 0; i < shapes.size(); i++) {
      tried.computeIfAbsent(shapes.get(i), it -> ofLastFifths(some, fitted, it));
      work.step("shape", i + 1, shapes.size());
    }
    return shapes.stream().max(Comparator.comparing(tried::get)).orElseThrow();
  }

  /**
   * The log probability of the last fifth of each user's slates, with what is not known of users.
   */
  private double ofLastFifths(SlateRuns some, SlateRuns fitted, Shape shape) {
    Factors factors = new FactorFit(sweeps, key, FitWork.NONE).fit(fitted, shape, some.users());
    UserSteps users = new UserSteps(factors, fitted, shape.variance());
    double[] probabilities = new double[some.slates()];
    for (int i = 0; i < DRAWS; i++) {
      Factors drawn = users.drawn(key.child("draws").child(i));
      new LogLikelihood(drawn, some)
          .each((run, slate, walk) -> probabilities[slate] += StrictMath.exp(walk.log()) / DRAWS);
    }
    double sum = 0;
    for (int run = 0; run < some.runs(); run++) {
      for (int slate = some.lastFifth(run); slate < some.first()[run + 1]; slate++) {
        sum += StrictMath.log(probabilities[slate]);
      }
    }
    return sum;
  }

  /** Of how many users one chooses. */
  static int every(int slates) {
    return Math.max(1, Math.min(FEWEST, slates / SLATES));
  }
}
