package dev.recsim.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.decide.LiveTest.Decision;
import dev.recsim.decide.LiveTest.Ruling;
import dev.recsim.decide.LiveTest.Tested;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bounds are 2.326 away from gains, or 2.576 if two metrics may regress; the margin is 4. */
class LiveTestTest {
  private static final double ALPHA = 0.01;

  private static Tested metric(String arm, String name, boolean beats, double... gains) {
    return new Tested(arm, name, new MetricTest(new FixedBounds(1, gains), -4, beats), true);
  }

  private static double[] days(int looks) {
    double[] days = new double[looks];
    for (int look = 0; look < looks; look++) {
      days[look] = look + 1;
    }
    return days;
  }

  private static Ruling ruling(boolean over, int looks, Tested... metrics) {
    return new LiveTest(List.of(metrics), ALPHA).rulings(over, days(looks)).get("b");
  }

  @Test
  void nothingIsShippedBeforeTheSeventhDay() {
    double[] better = {3, 3, 3, 3, 3, 3, 3};
    assertThat(ruling(false, 6, metric("b", "m", true, 3, 3, 3, 3, 3, 3)))
        .isEqualTo(new Ruling(Decision.CONTINUE, -1, List.of()));
    assertThat(ruling(false, 7, metric("b", "m", true, better)))
        .isEqualTo(new Ruling(Decision.SHIP, 6, List.of()));
  }

  @Test
  void harmStopsOnTheFirstDay() {
    assertThat(ruling(false, 1, metric("b", "m", true, -5)))
        .isEqualTo(new Ruling(Decision.STOP, 0, List.of("m")));
  }

  @Test
  void claimsAndGuardsMustHold() {
    double[] better = {3, 3, 3, 3, 3, 3, 3};
    double[] same = {0, 0, 0, 0, 0, 0, 0};
    double[] unclear = {-3, -3, -3, -3, -3, -3, -3};
    assertThat(ruling(false, 7, metric("b", "m", true, better), metric("b", "g", false, same)))
        .isEqualTo(new Ruling(Decision.SHIP, 6, List.of()));
    assertThat(ruling(false, 7, metric("b", "m", true, better), metric("b", "g", false, unclear)))
        .isEqualTo(new Ruling(Decision.CONTINUE, -1, List.of("g")));
    assertThat(ruling(false, 7, metric("b", "m", true, same), metric("b", "g", false, same)))
        .isEqualTo(new Ruling(Decision.CONTINUE, -1, List.of("m")));
    assertThat(ruling(true, 7, metric("b", "m", true, same), metric("b", "g", false, same)))
        .isEqualTo(new Ruling(Decision.END, -1, List.of("m")));
  }

  @Test
  void driftIsNotShipped() {
    double[] drifting = {9, 3, 3, 3, 3, 3, 3};
    assertThat(ruling(true, 7, metric("b", "m", true, drifting)))
        .isEqualTo(new Ruling(Decision.END, -1, List.of("m")));
  }

  /** With two metrics, the first step of Holm's procedure asks for 2.576 standard errors. */
  @Test
  void regressionsAreCorrectedForTheNumberOfMetrics() {
    Tested small = new Tested("b", "s", new MetricTest(new FixedBounds(1, -2.5), -2, false), true);
    Tested other = new Tested("b", "o", new MetricTest(new FixedBounds(1, 0), -2, false), true);
    Tested large = new Tested("b", "l", new MetricTest(new FixedBounds(1, -2.7), -2, false), true);
    assertThat(ruling(false, 1, small).decision()).isEqualTo(Decision.STOP);
    assertThat(ruling(false, 1, small, other).decision()).isEqualTo(Decision.CONTINUE);
    assertThat(ruling(false, 1, large, other))
        .isEqualTo(new Ruling(Decision.STOP, 0, List.of("l")));
    // The second step asks for 2.326.
    assertThat(ruling(false, 1, large, small))
        .isEqualTo(new Ruling(Decision.STOP, 0, List.of("l", "s")));
  }

  /** What the second step rejects counts from the look at which the first one rejects. */
  @Test
  void aLaterStepOfHolmIsNotEarlier() {
    Tested first =
        new Tested("b", "f", new MetricTest(new FixedBounds(1, -1, -1, -2.7), -2, false), true);
    Tested second =
        new Tested("b", "s", new MetricTest(new FixedBounds(1, -1, -2.5, -2.5), -2, false), true);
    List<List<MetricTest.Result>> results = new LiveTest(List.of(first, second), ALPHA).results();
    assertThat(results.get(1))
        .extracting(MetricTest.Result::verdict)
        .containsExactly(Verdict.UNDECIDED, Verdict.UNDECIDED, Verdict.REGRESSED);
  }

  /** Two treatments that must beat the control share the error; guards do not. */
  @Test
  void improvementsAreCorrectedForTheNumberOfTreatments() {
    Tested b = metric("b", "m", true, 2.5);
    Tested c = metric("c", "m", true, 0);
    assertThat(verdict(b)).isEqualTo(Verdict.IMPROVED);
    assertThat(verdict(b, c)).isEqualTo(Verdict.UNDECIDED);
    assertThat(verdict(metric("b", "m", true, 2.6), c)).isEqualTo(Verdict.IMPROVED);
    assertThat(verdict(metric("b", "m", false, 2.5), c)).isEqualTo(Verdict.IMPROVED);
  }

  private static Verdict verdict(Tested... metrics) {
    return new LiveTest(List.of(metrics), ALPHA).results().get(0).get(0).verdict();
  }

  @Test
  void treatmentsAreRuledOnSeparately() {
    LiveTest test =
        new LiveTest(List.of(metric("b", "m", true, -5), metric("c", "m", true, 0)), ALPHA);
    assertThat(test.rulings(false, days(1)))
        .isEqualTo(
            Map.of(
                "b", new Ruling(Decision.STOP, 0, List.of("m")),
                "c", new Ruling(Decision.CONTINUE, -1, List.of("m"))));
  }

  @Test
  void beforeTheFirstLookAllIsMissing() {
    assertThat(ruling(false, 0, metric("b", "m", true)))
        .isEqualTo(new Ruling(Decision.CONTINUE, -1, List.of("m")));
  }

  @Test
  void aTestWithoutMetricsIsRefused() {
    assertThatThrownBy(() -> new LiveTest(List.of(), ALPHA))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LiveTest(List.of(metric("b", "m", true, 1)), 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.5");
  }
}
