package dev.recsim.contract;

import dev.recsim.decide.metric.UnitMetric;
import dev.recsim.random.RandomKey;
import org.junit.jupiter.api.Nested;

/** The metrics of live tests that are built in, and one that a user might write. */
class UnitMetricsContractTest {
  @Nested
  class Mean extends DecisionContract {
    @Override
    protected UnitMetric metric() {
      return UnitMetric.MEAN;
    }
  }

  @Nested
  class Ratio extends DecisionContract {
    @Override
    protected UnitMetric metric() {
      return UnitMetric.RATIO;
    }
  }

  /** Profit may be negative. */
  @Nested
  class SignedMean extends DecisionContract {
    @Override
    protected UnitMetric metric() {
      return UnitMetric.MEAN;
    }

    @Override
    protected Unit unit(RandomKey key) {
      double x = key.uniform(0);
      return new Unit(x + key.uniform(1) - 1, 0, x);
    }
  }

  /** The share of clicks, in units of its logarithm. */
  @Nested
  class LogRatio extends DecisionContract {
    @Override
    protected UnitMetric metric() {
      return new UnitMetric() {
        @Override
        public double value(double y, double d) {
          return StrictMath.log(y / d);
        }

        @Override
        public double slopeY(double y, double d) {
          return 1 / y;
        }

        @Override
        public double slopeD(double y, double d) {
          return -1 / d;
        }
      };
    }
  }
}
