package dev.recsim.decide.metric;

/**
 * A smooth function of an arm's means: of the metric y and of a denominator d. Its variance follows
 * by the delta method from the slopes, for units of any kind. The contract of such metrics is
 * {@code DecisionContract} of recsim-testkit.
 */
public interface UnitMetric {
  /** The mean of y, also for shares of units: y is 0 or 1. */
  UnitMetric MEAN =
      new UnitMetric() {
        @Override
        public double value(double y, double d) {
          return y;
        }

        @Override
        public double slopeY(double y, double d) {
          return 1;
        }

        @Override
        public double slopeD(double y, double d) {
          return 0;
        }
      };

  /** The sum of y divided by the sum of d, such as clicks by views. */
  UnitMetric RATIO =
      new UnitMetric() {
        @Override
        public double value(double y, double d) {
          return y / d;
        }

        @Override
        public double slopeY(double y, double d) {
          return 1 / d;
        }

        @Override
        public double slopeD(double y, double d) {
          return -y / (d * d);
        }
      };

  /**
   * The metric of an arm.
   *
   * @param y mean of y a unit
   * @param d mean of d a unit
   * @return finite where the metric has a meaning
   */
  double value(double y, double d);

  /**
   * Its derivative by y.
   *
   * @param y mean of y a unit
   * @param d mean of d a unit
   * @return not 0
   */
  double slopeY(double y, double d);

  /**
   * Its derivative by d.
   *
   * @param y mean of y a unit
   * @param d mean of d a unit
   * @return 0 if the metric has no denominator
   */
  double slopeD(double y, double d);
}
