package dev.recsim.decide.sequence;

import dev.recsim.decide.sequence.TestLook.Counting;
import java.util.List;
import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * Bounds of a ratio of rates from numbers of events alone, for rare events such as refunds or
 * errors, also where the control has none. Of all events, the treatment's share is share r / (share
 * r + 1 - share), with r the ratio; a mixture over larger shares is the evidence against a share.
 */
public final class ExactRate implements ConfidenceSequence {
  private static final double LEAST = 1e-12;

  private final long[] control;
  private final long[] treatment;
  private final double share;
  private final double concentration;
  private final boolean higherIsBetter;

  /**
   * Creates the bounds.
   *
   * @param control events of the control up to each look
   * @param treatment events of the treatment up to each look
   * @param share probability of the treatment, in (0, 1)
   * @param planned events of both arms at which the bounds are tightest
   * @param higherIsBetter whether more of the metric is better
   * @param alpha level for which they are
   */
  public ExactRate(
      long[] control,
      long[] treatment,
      double share,
      double planned,
      boolean higherIsBetter,
      double alpha) {
    this.control = control.clone();
    this.treatment = treatment.clone();
    this.share = share;
    this.concentration = planned / AnyTime.tuning(alpha);
    this.higherIsBetter = higherIsBetter;
  }

  @Override
  public List<Counting> counting() {
    return ConfidenceSequence.all(control.length);
  }

  @Override
  public double[] gains() {
    double[] gains = new double[control.length];
    for (int look = 0; look < gains.length; look++) {
      gains[look] = gain((double) treatment[look] / (treatment[look] + control[look]));
    }
    return gains;
  }

  @Override
  public double[] lower(double alpha) {
    return bounds(higherIsBetter, alpha);
  }

  @Override
  public double[] upper(double alpha) {
    return bounds(!higherIsBetter, alpha);
  }

  private double[] bounds(boolean least, double alpha) {
    double[] bounds = new double[control.length];
    for (int look = 0; look < bounds.length; look++) {
      bounds[look] = gain(share(treatment[look], control[look], least, alpha));
    }
    return bounds;
  }

  /** The least, or largest, share of the treatment that its events do not contradict. */
  private double share(long b, long a, boolean least, double alpha) {
    double target = -StrictMath.log(alpha);
    double first = concentration * share;
    double second = concentration * (1 - share);
    return least
        ? Roots.falling(it -> logEvidence(b, a, it, first, second) - target, LEAST, 1 - LEAST)
        : 1 - Roots.falling(it -> logEvidence(a, b, it, second, first) - target, LEAST, 1 - LEAST);
  }

  /** Evidence against a share of b of at most this, with a prior Beta(first, second) above it. */
  static double logEvidence(long b, long a, double share, double first, double second) {
    return LogBeta.value(first + b, second + a)
        + StrictMath.log(RegularizedBeta.complement(share, first + b, second + a))
        - LogBeta.value(first, second)
        - StrictMath.log(RegularizedBeta.complement(share, first, second))
        - b * StrictMath.log(share)
        - a * StrictMath.log1p(-share);
  }

  private double gain(double part) {
    double ratio = part / (1 - part) * (1 - share) / share;
    return higherIsBetter ? StrictMath.log(ratio) : 0 - StrictMath.log(ratio);
  }

  @Override
  public EffectScale scale() {
    return EffectScale.RELATIVE;
  }

  @Override
  public boolean higherIsBetter() {
    return higherIsBetter;
  }
}
