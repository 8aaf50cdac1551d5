package dev.recsim.decide.sequence;

import dev.recsim.decide.metric.ArmMeans;
import dev.recsim.decide.metric.UnitSums;
import dev.recsim.random.RandomKey;
import dev.recsim.stats.Normal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Simulated tests at given looks.
 *
 * @param schedules shares of the plan at the looks of each test; series take turns
 * @param traffic shares of all units at these looks
 * @param units of the plan, in both arms
 * @param share of units in the treatment
 * @param a units of the control
 * @param b units of the treatment
 */
record Simulated(
    List<double[]> schedules,
    List<double[]> traffic,
    double units,
    double share,
    Population a,
    Population b) {

  /** Units come in proportion to the plan. */
  Simulated(List<double[]> schedules, double units, double share, Population a, Population b) {
    this(schedules, schedules, units, share, a, b);
  }

  /** Series of a cell: one number for all, or what each cell says. */
  static int series(int usual) {
    return Integer.getInteger("rates.series", usual);
  }

  /** Whether only cells with this text in their name are run. */
  static boolean skipped(String cell) {
    return !cell.contains(System.getProperty("rates.cell", ""));
  }

  /**
   * The shares at the looks of ASOS's tests, once for each arm: 1 % of the plan apart, with a last
   * one at its end.
   */
  static List<double[]> asos() throws IOException {
    List<double[]> schedules = new ArrayList<>();
    for (AsosSeries it : AsosSeries.read()) {
      if (it.metric().equals("1") && !it.tooShort()) {
        List<Double> shares = new ArrayList<>();
        it.looks(it.planned()).forEach(look -> shares.add(look.share()));
        if (1 - shares.get(shares.size() - 2) < TestLook.STEP) {
          shares.remove(shares.size() - 2);
        }
        schedules.add(shares.stream().mapToDouble(share -> share).toArray());
      }
    }
    return schedules;
  }

  /** Equally spaced looks. */
  static List<double[]> daily(int looks) {
    double[] shares = new double[looks];
    for (int look = 0; look < looks; look++) {
      shares[look] = (look + 1.0) / looks;
    }
    return List.of(shares);
  }

  static SplittableRandom random(String cell, int series) {
    return new SplittableRandom(RandomKey.root(36).child(cell).child(series).bits());
  }

  /** The sums of the units that are new at each look, of control and treatment. */
  List<UnitSums[]> days(SplittableRandom random, int series) {
    List<UnitSums[]> days = new ArrayList<>();
    long before = 0;
    for (double come : traffic.get(series % traffic.size())) {
      long now = Math.round(units * come);
      long treated = Population.binomial(random, now - before, share);
      UnitSums sumsB = b.draw(random, treated);
      days.add(new UnitSums[] {a.draw(random, now - before - treated), sumsB});
      before = now;
    }
    return days;
  }

  double[] schedule(int series) {
    return schedules.get(series % schedules.size());
  }

  /** The looks of a series; units are assigned independently. */
  List<TestLook> looks(SplittableRandom random, int series) {
    return looks(days(random, series), series);
  }

  /** The looks at these days. */
  List<TestLook> looks(List<UnitSums[]> days, int series) {
    List<TestLook> looks = new ArrayList<>();
    UnitSums sumA = UnitSums.NONE;
    UnitSums sumB = UnitSums.NONE;
    for (int day = 0; day < days.size(); day++) {
      sumA = sumA.plus(days.get(day)[0]);
      sumB = sumB.plus(days.get(day)[1]);
      if (sumA.n() > 1 && sumB.n() > 1) {
        looks.add(new TestLook(schedule(series)[day], ArmMeans.of(a.metric(), sumA, sumB)));
      }
    }
    return looks;
  }

  /** What a series shows first: 1 for better, -1 for worse, 0 for nothing; and at which look. */
  record Shown(int side, int look) {
    static final Shown NOTHING = new Shown(0, -1);
  }

  /**
   * What bounds show first of a gain above or below the threshold. Bounds are computed only where a
   * look is far enough for a single one: no valid bound is nearer.
   */
  static Shown first(NormalSequence bounds, double alpha, double threshold) {
    double[] gains = bounds.gains();
    double[] errors = bounds.standardErrors();
    double least = Normal.exceeded(alpha);
    boolean up = false;
    boolean down = false;
    for (int look = 0; look < gains.length; look++) {
      double z = (gains[look] - threshold) / errors[look];
      up |= z >= least;
      down |= z <= -least;
    }
    double[] lower = up ? bounds.lower(alpha) : null;
    double[] upper = down ? bounds.upper(alpha) : null;
    for (int look = 0; look < gains.length; look++) {
      if (up && lower[look] > threshold) {
        return new Shown(1, look);
      }
      if (down && upper[look] < threshold) {
        return new Shown(-1, look);
      }
    }
    return Shown.NOTHING;
  }

  /** What looks show first if each is taken as the only one, however few events there are. */
  static Shown peeking(List<TestLook> looks, double alpha, double threshold) {
    double least = Normal.exceeded(alpha);
    for (int look = 0; look < looks.size(); look++) {
      ArmMeans means = looks.get(look).means();
      if (means.aa() > 0 && means.bb() > 0 && means.a() > 0 && means.b() > 0) {
        EffectScale.Effect effect = EffectScale.RELATIVE.effect(means, true);
        double z = (effect.gain() - threshold) / effect.standardError();
        if (Math.abs(z) >= least) {
          return new Shown((int) Math.signum(z), look);
        }
      }
    }
    return Shown.NOTHING;
  }

  /** What the last look shows, if it counts. */
  static Shown atEnd(NormalSequence bounds, double alpha, double threshold) {
    int last = bounds.gains().length - 1;
    double z = (bounds.gains()[last] - threshold) / bounds.standardErrors()[last];
    return Math.abs(z) >= Normal.exceeded(alpha)
        ? new Shown((int) Math.signum(z), last)
        : Shown.NOTHING;
  }
}
