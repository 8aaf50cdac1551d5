package dev.recsim.fit.factors;

import dev.recsim.fit.factors.FactorFit.Shape;
import dev.recsim.fit.log.FitWork;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Chooses the shape of a model: first the variance of the prior of users, then the dimension. The
 * last fifth of each user's slates is predicted by a fit without it. In a log of more than {@link
 * #SLATES}, some of the users choose: as few as have so many slates, but at least a tenth.
 *
 * @param sweeps of each fit
 * @param key of the fits
 * @param work to which the choice says how far it is
 */
record ShapeChoice(int sweeps, RandomKey key, FitWork work) {
  private static final List<Double> VARIANCES = List.of(0.125, 0.25, 0.5, 1.0, 2.0);
  private static final List<Integer> DIMENSIONS = List.of(8, 16, 32);
  private static final int MIDDLE_DIMENSION = 16;
  private static final double MIDDLE_VARIANCE = 0.5;

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
    if (some.slates() == some.beforeLastFifth().slates()) {
      return best;
    }
    if (variance == null) {
      best = best(some, VARIANCES.stream().map(it -> new Shape(middle, it)).toList());
    }
    if (dimension == null) {
      double chosen = best.variance();
      best = best(some, DIMENSIONS.stream().map(it -> new Shape(it, chosen)).toList());
    }
    return best;
  }

  private Shape best(SlateRuns some, List<Shape> shapes) {
    List<Double> values = new ArrayList<>();
    for (Shape shape : shapes) {
      Factors factors =
          new FactorFit(sweeps, key, FitWork.NONE).fit(some.beforeLastFifth(), shape, some.users());
      values.add(LogLikelihood.sum(new LogLikelihood(factors, some).ofLastFifths()));
      work.step("shape", values.size(), shapes.size());
    }
    int best =
        IntStream.range(0, shapes.size())
            .reduce(0, (a, b) -> values.get(b) > values.get(a) ? b : a);
    return shapes.get(best);
  }

  /** Of how many users one chooses. */
  static int every(int slates) {
    return Math.max(1, Math.min(FEWEST, slates / SLATES));
  }
}
