package dev.recsim.decide.sequence;

import dev.recsim.decide.metric.ArmMeans;

/** How two arms are compared. A gain is positive if the treatment is better. */
public enum EffectScale {
  /**
   * By the logarithm of the ratio of their means, which must be positive. On a linear scale the
   * standard error falls with the mean, so that small arms look harmed.
   */
  RELATIVE {
    @Override
    Effect effect(ArmMeans it, boolean higherIsBetter) {
      double square = it.bb() / (it.b() * it.b()) + it.aa() / (it.a() * it.a());
      return Effect.of(
          StrictMath.log(it.b() / it.a()),
          square - 2 * it.ab() / (it.a() * it.b()),
          higherIsBetter);
    }

    @Override
    public double threshold(double margin, boolean higherIsBetter) {
      return higherIsBetter ? StrictMath.log1p(-margin) : -StrictMath.log1p(margin);
    }

    @Override
    public double change(double gain, boolean higherIsBetter) {
      return StrictMath.expm1(higherIsBetter ? gain : -gain);
    }
  },
  /** By the difference of their means. */
  ABSOLUTE {
    @Override
    Effect effect(ArmMeans it, boolean higherIsBetter) {
      return Effect.of(it.b() - it.a(), it.bb() + it.aa() - 2 * it.ab(), higherIsBetter);
    }

    @Override
    public double threshold(double margin, boolean higherIsBetter) {
      return -margin;
    }

    @Override
    public double change(double gain, boolean higherIsBetter) {
      return higherIsBetter ? gain : 0 - gain;
    }
  };

  abstract Effect effect(ArmMeans means, boolean higherIsBetter);

  /**
   * The gain of a treatment that loses exactly the margin.
   *
   * @param margin share of the control's mean in (0, 1), or in units of the metric
   * @param higherIsBetter whether more of the metric is better
   * @return at most 0
   */
  public abstract double threshold(double margin, boolean higherIsBetter);

  /**
   * A gain as a change of the metric from control to treatment.
   *
   * @param gain positive if the treatment is better
   * @param higherIsBetter whether more of the metric is better
   * @return a share of the control's mean, or a difference in units of the metric
   */
  public abstract double change(double gain, boolean higherIsBetter);

  /**
   * A gain and its standard error.
   *
   * @param gain positive if the treatment is better
   */
  record Effect(double gain, double standardError) {
    static Effect of(double change, double variance, boolean higherIsBetter) {
      return new Effect(higherIsBetter ? change : 0 - change, Math.sqrt(variance));
    }
  }
}
