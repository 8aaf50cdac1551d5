package dev.recsim.ope.evaluation;

import dev.recsim.ope.Spread;
import dev.recsim.stats.Interval;
import java.util.function.DoubleFunction;
import java.util.function.DoublePredicate;

/**
 * How much more one estimate is than another one from the same sessions, as a share of it. The
 * bounds are the shares at which a bound of the difference is 0, so they exclude 0 exactly if the
 * difference does.
 *
 * <p>Source: Fieller 1954, with the bounds of {@link Spread} instead of normal ones.
 */
final class Lift {
  private static final int DOUBLINGS = 60;
  private static final int HALVINGS = 50;

  private Lift() {}

  /**
   * Returns one-sided bounds, each with an error rate of alpha.
   *
   * @param difference the estimate minus this many times the other one, which is above 0
   * @param ratio of both estimates
   */
  static Interval bounds(DoubleFunction<Spread> difference, double ratio, double alpha) {
    double low = edge(ratio, -1, it -> difference.apply(it).bounds(alpha).low() >= 0);
    double high = edge(ratio, 1, it -> difference.apply(it).bounds(alpha).high() <= 0);
    return new Interval(low - 1, high - 1);
  }

  /** The first ratio in a direction that is excluded. */
  private static double edge(double from, double direction, DoublePredicate excluded) {
    double inside = from;
    double step = direction * Math.max(1, Math.abs(from)) / 64;
    double outside = from + step;
    for (int i = 0; i < DOUBLINGS && !excluded.test(outside); i++) {
      inside = outside;
      step *= 2;
      outside += step;
    }
    for (int i = 0; i < HALVINGS; i++) {
      double middle = inside + (outside - inside) / 2;
      if (excluded.test(middle)) {
        outside = middle;
      } else {
        inside = middle;
      }
    }
    return outside;
  }
}
