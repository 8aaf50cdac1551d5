package dev.recsim.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.decide.metric.UnitMetric;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contract finds metrics that are wrong. */
@Tag("slow")
class BrokenUnitMetricTest {
  @Test
  void aRatioWithoutTheVarianceOfItsDenominatorIsFound() {
    Map<String, String> messages = ContractMessagesTest.failures(WithoutDenominator.class);
    assertThat(messages.get("slopesAreDerivatives()"))
        .startsWith(Careless.class.getName() + " breaks a contract: slopeY and slopeD are the")
        .contains("[slopeD(");
    assertThat(messages.get("varianceAgreesWithArms()")).contains("variance between arms");
    assertThat(messages.get("intervalsHold()")).contains("missed of");
    assertThat(messages).doesNotContainKeys("valuesAreFinite()", "varianceAgreesWithUnits()");
  }

  @Test
  void aMetricThatRemembersIsFound() {
    assertThat(ContractMessagesTest.failures(Remembers.class))
        .containsKey("valuesDependOnMeansAlone()");
  }

  /** A ratio, as if the number of views were known in advance. */
  static class Careless implements UnitMetric {
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
      return 0;
    }
  }

  static class WithoutDenominator extends DecisionContract {
    @Override
    protected UnitMetric metric() {
      return new Careless();
    }
  }

  static class Remembers extends DecisionContract {
    private final UnitMetric largest =
        new Careless() {
          private double most;

          @Override
          public double value(double y, double d) {
            most = Math.max(most, y / d);
            return most;
          }
        };

    @Override
    protected UnitMetric metric() {
      return largest;
    }
  }
}
