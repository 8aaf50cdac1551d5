package dev.recsim.decide.sequence;

import dev.recsim.decide.sequence.EffectScale.Effect;
import dev.recsim.decide.sequence.TestLook.Counting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Bounds of an estimate that is normal in large samples, at the looks that count. With a plan:
 * repeated confidence intervals (C. Jennison, B. Turnbull, Journal of the Royal Statistical Society
 * B 51, 1989), lower ones by O'Brien and Fleming's spending, because shipping can wait, and upper
 * ones by Pocock's, because harm cannot. Looks that come too early spend nothing, unless tails are
 * heavy: then half of their error is lost. Without a plan: {@link AnyTime}.
 */
public final class NormalSequence implements ConfidenceSequence {
  /**
   * Part of the error of looks that come too early which is lost if tails are heavy; the first look
   * that counts spends the rest. A tail of 0.5 % is there one of up to 0.9 %.
   */
  private static final double LOST = 0.5;

  private final EffectScale scale;
  private final boolean higherIsBetter;
  private final boolean planned;
  private final double tuned;

  /** Share of the plan up to which error is lost in part. */
  private double lostUpTo;

  private final List<Counting> counting = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private final List<TestLook> counted = new ArrayList<>();

  private NormalSequence(
      List<TestLook> looks,
      EffectScale scale,
      boolean higherIsBetter,
      boolean planned,
      double tuned) {
    this.scale = scale;
    this.higherIsBetter = higherIsBetter;
    this.planned = planned;
    this.tuned = tuned;
    double early = 0;
    for (TestLook look : looks) {
      TestLook before = counted.isEmpty() ? null : counted.get(counted.size() - 1);
      Counting counts = look.counting(before, scale, planned);
      counting.add(counts);
      if (counts == Counting.TOO_EARLY) {
        early = look.share();
      } else if (before == null && look.isHeavy(scale)) {
        lostUpTo = early;
      }
      if (counts == Counting.COUNTS) {
        counted.add(look);
        effects.add(scale.effect(look.means(), higherIsBetter));
      } else {
        effects.add(new Effect(Double.NaN, Double.NaN));
      }
    }
  }

  /**
   * Bounds of a test whose end is planned.
   *
   * @param looks in the order of time, with shares of the plan
   * @param scale of gains and bounds
   * @param higherIsBetter whether more of the metric is better
   * @return the bounds
   */
  public static NormalSequence planned(
      List<TestLook> looks, EffectScale scale, boolean higherIsBetter) {
    return new NormalSequence(looks, scale, higherIsBetter, true, Double.NaN);
  }

  /**
   * Bounds of a test without a planned end.
   *
   * @param looks in the order of time, with shares of the sample to which bounds are tuned
   * @param scale of gains and bounds
   * @param higherIsBetter whether more of the metric is better
   * @param alpha level at which they are tightest there, in (0, 0.5)
   * @return the bounds
   */
  public static NormalSequence anyTime(
      List<TestLook> looks, EffectScale scale, boolean higherIsBetter, double alpha) {
    return new NormalSequence(looks, scale, higherIsBetter, false, AnyTime.tuning(alpha));
  }

  @Override
  public List<Counting> counting() {
    return List.copyOf(counting);
  }

  @Override
  public double[] gains() {
    return effects.stream().mapToDouble(Effect::gain).toArray();
  }

  /**
   * The standard errors of gains.
   *
   * @return one a look; NaN where it does not count
   */
  public double[] standardErrors() {
    return effects.stream().mapToDouble(Effect::standardError).toArray();
  }

  @Override
  public double[] lower(double alpha) {
    return bounds(-1, z(alpha, Spending.OBRIEN_FLEMING));
  }

  @Override
  public double[] upper(double alpha) {
    return bounds(1, z(alpha, Spending.POCOCK));
  }

  @Override
  public EffectScale scale() {
    return scale;
  }

  @Override
  public boolean higherIsBetter() {
    return higherIsBetter;
  }

  /**
   * The looks that count.
   *
   * @return a part of the looks, in their order
   */
  public List<TestLook> counted() {
    return List.copyOf(counted);
  }

  /**
   * The number of standard errors between estimate and bound.
   *
   * @param alpha error rate of the bound, in (0, 0.5)
   * @param spending of a planned test; others do not use it
   * @return one for each look that counts
   */
  public double[] z(double alpha, Spending spending) {
    return z(counted, alpha, spending);
  }

  /** The same with further looks after those that counted. */
  double[] z(double alpha, Spending spending, List<TestLook> further) {
    List<TestLook> all = new ArrayList<>(counted);
    all.addAll(further);
    return z(all, alpha, spending);
  }

  private double[] z(List<TestLook> looks, double alpha, Spending spending) {
    double[] shares = looks.stream().mapToDouble(TestLook::share).toArray();
    if (planned) {
      double[] clock = looks.stream().mapToDouble(it -> it.means().clock()).toArray();
      double lost = LOST * spending.upTo(new double[] {lostUpTo}, alpha)[0];
      double[] spent = spending.upTo(shares, alpha);
      return GroupSequential.boundaries(clock, Arrays.stream(spent).map(it -> it - lost).toArray());
    }
    double[] z = new double[shares.length];
    for (int i = 0; i < z.length; i++) {
      z[i] = AnyTime.z(tuned * shares[i], alpha);
    }
    return z;
  }

  private double[] bounds(int side, double[] z) {
    double[] bounds = new double[effects.size()];
    int next = 0;
    for (int look = 0; look < bounds.length; look++) {
      Effect effect = effects.get(look);
      boolean counts = counting.get(look) == Counting.COUNTS;
      bounds[look] =
          counts ? effect.gain() + side * z[next++] * effect.standardError() : Double.NaN;
    }
    return bounds;
  }
}
