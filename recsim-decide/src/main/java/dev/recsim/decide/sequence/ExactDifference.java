package dev.recsim.decide.sequence;

import dev.recsim.decide.metric.UnitSums;
import dev.recsim.decide.sequence.TestLook.Counting;
import java.util.List;

/**
 * Bounds of a difference of means of values with a known range, for units that are assigned
 * independently and counted once, on the day they are new. They hold for samples of every size, and
 * need more units than normal ones (I. Waudby-Smith, A. Ramdas, Journal of the Royal Statistical
 * Society B 86, 2024; S. Howard et al., Annals of Statistics 49, 2021). Each day's values are
 * centred by the mean of the days before.
 */
public final class ExactDifference implements ConfidenceSequence {
  private final GammaExponential mixture;
  private final boolean higherIsBetter;
  private final double[] estimates;
  private final double[] variances;
  private final double[] units;

  /**
   * What must be known before the test.
   *
   * @param share probability of the treatment, in (0, 1)
   * @param low least value of a unit
   * @param high largest value of a unit
   * @param expected mean of a unit: a wrong one costs width on the first day
   * @param variance of the sum of all units' contributions at the end of the plan, for which bounds
   *     are tightest
   */
  public record Design(double share, double low, double high, double expected, double variance) {
    /**
     * The design for a plan, with the largest variance that range and mean allow.
     *
     * @param share probability of the treatment, in (0, 1)
     * @param low least value of a unit
     * @param high largest value of a unit
     * @param expected mean of a unit, between them
     * @param units of both arms at the end of the plan
     * @return the design
     */
    public static Design of(double share, double low, double high, double expected, double units) {
      double unit = (expected - low) * (high - expected);
      return new Design(share, low, high, expected, unit * units / (share * (1 - share)));
    }
  }

  /**
   * Creates the bounds.
   *
   * @param a sums of the control's new units of each day
   * @param b sums of the treatment's new units of each day
   * @param design what was known before the test
   * @param higherIsBetter whether more of the metric is better
   * @param alpha level at which they are tightest at the end of the plan
   */
  public ExactDifference(
      List<UnitSums> a, List<UnitSums> b, Design design, boolean higherIsBetter, double alpha) {
    double share = design.share();
    this.higherIsBetter = higherIsBetter;
    mixture =
        new GammaExponential(
            design.variance() / AnyTime.tuning(alpha),
            (design.high() - design.low()) / Math.min(share, 1 - share));
    estimates = new double[a.size()];
    variances = new double[a.size()];
    units = new double[a.size()];
    UnitSums before = UnitSums.NONE;
    double sum = 0;
    double variance = 0;
    for (int day = 0; day < estimates.length; day++) {
      double centre = before.n() == 0 ? design.expected() : before.y() / before.n();
      sum += centred(b.get(day), centre) / share - centred(a.get(day), centre) / (1 - share);
      variance +=
          squares(b.get(day), centre) / (share * share)
              + squares(a.get(day), centre) / ((1 - share) * (1 - share));
      before = before.plus(a.get(day)).plus(b.get(day));
      units[day] = before.n();
      estimates[day] = sum / before.n();
      variances[day] = variance;
    }
  }

  private static double centred(UnitSums it, double centre) {
    return it.y() - centre * it.n();
  }

  private static double squares(UnitSums it, double centre) {
    return it.yy() - 2 * centre * it.y() + centre * centre * it.n();
  }

  @Override
  public List<Counting> counting() {
    return ConfidenceSequence.all(estimates.length);
  }

  @Override
  public double[] gains() {
    return bounds(0, 0.5);
  }

  @Override
  public double[] lower(double alpha) {
    return bounds(-1, alpha);
  }

  @Override
  public double[] upper(double alpha) {
    return bounds(1, alpha);
  }

  private double[] bounds(int side, double alpha) {
    double[] bounds = new double[estimates.length];
    for (int day = 0; day < bounds.length; day++) {
      double half = side == 0 ? 0 : mixture.bound(variances[day], alpha) / units[day];
      bounds[day] = (higherIsBetter ? estimates[day] : 0 - estimates[day]) + side * half;
    }
    return bounds;
  }

  @Override
  public EffectScale scale() {
    return EffectScale.ABSOLUTE;
  }

  @Override
  public boolean higherIsBetter() {
    return higherIsBetter;
  }
}
