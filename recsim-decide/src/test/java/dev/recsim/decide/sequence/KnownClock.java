package dev.recsim.decide.sequence;

import dev.recsim.decide.metric.ArmMeans;
import dev.recsim.decide.sequence.Simulated.Shown;
import dev.recsim.decide.sequence.TestLook.Counting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Planned tests of units that are new at each look, so that the clock is the share of the plan: it
 * is the same for all series, and boundaries are computed once. Error is also spent at looks that
 * are too early to count. The code estimates the clock, and spends at the looks that count.
 */
final class KnownClock {
  private final double alpha;
  private final Map<List<Double>, double[][]> known = new HashMap<>();

  KnownClock(double alpha) {
    this.alpha = alpha;
  }

  private double[][] boundaries(List<Double> shares) {
    return known.computeIfAbsent(
        shares,
        key -> {
          double[] clock = key.stream().mapToDouble(it -> it).toArray();
          double[][] z = new double[2][];
          for (Spending it : Spending.values()) {
            z[it.ordinal()] = GroupSequential.boundaries(clock, it.upTo(clock, alpha));
          }
          return z;
        });
  }

  /** What the looks that count show first. */
  Shown first(List<TestLook> looks, NormalSequence bounds, double threshold) {
    Stop stop = stop(looks, bounds, threshold);
    return stop.decided ? stop.shown(stop.gain(), stop.error(), threshold) : Shown.NOTHING;
  }

  /** Where a series stops: at the first look that shows something, or at its end. */
  Stop stop(List<TestLook> looks, NormalSequence bounds, double threshold) {
    List<Double> shares = looks.stream().map(TestLook::share).toList();
    double[][] z = boundaries(shares);
    for (int look = 0; look < looks.size(); look++) {
      if (bounds.counting().get(look) == Counting.COUNTS) {
        Stop stop = new Stop(looks.get(look).means(), look, z[0][look], z[1][look], true);
        if (stop.shown(stop.gain(), stop.error(), threshold).side() != 0) {
          return stop;
        }
      }
    }
    int last = looks.size() - 1;
    return new Stop(looks.get(last).means(), last, z[0][last], z[1][last], false);
  }

  /** The metric at the stop, and the standard errors between estimate and bounds. */
  record Stop(ArmMeans means, int look, double low, double high, boolean decided) {
    double gain() {
      return EffectScale.RELATIVE.effect(means, true).gain();
    }

    double error() {
      return EffectScale.RELATIVE.effect(means, true).standardError();
    }

    /** Whether an estimate with this error is shown to be above or below a value. */
    Shown shown(double estimate, double error, double value) {
      int side = estimate - low * error > value ? 1 : estimate + high * error < value ? -1 : 0;
      return new Shown(side, look);
    }

    /** The same by the interval of Fieller of an effect that is 0. */
    Shown fieller() {
      double[] bounds = OtherIntervals.fieller(means, low, high);
      return new Shown(bounds[0] > 0 ? 1 : bounds[1] < 0 ? -1 : 0, look);
    }

    /** The same by the delta method. */
    Shown delta() {
      double[] it = OtherIntervals.delta(means);
      return shown(it[0], it[1], 0);
    }
  }
}
