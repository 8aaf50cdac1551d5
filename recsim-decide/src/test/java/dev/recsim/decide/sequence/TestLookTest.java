package dev.recsim.decide.sequence;

import static dev.recsim.decide.sequence.EffectScale.ABSOLUTE;
import static dev.recsim.decide.sequence.EffectScale.RELATIVE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.decide.metric.ArmMeans;
import dev.recsim.decide.sequence.TestLook.Counting;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which looks count. */
class TestLookTest {
  /** Arms of mean 1 with this many events, and a clock. */
  private static TestLook look(double share, double events, double clock) {
    return new TestLook(share, new ArmMeans(1, 1, 1 / events, 1 / events, 0, 1000, 0, clock));
  }

  private static Counting counting(TestLook it, TestLook before) {
    return it.counting(before, RELATIVE, true);
  }

  @Test
  void fiftyEventsAreNeeded() {
    assertThat(counting(look(0.1, 50.001, 1), null)).isEqualTo(Counting.COUNTS);
    assertThat(counting(look(0.1, 49.999, 1), null)).isEqualTo(Counting.TOO_EARLY);
    // In both arms.
    ArmMeans one = new ArmMeans(1, 1, 0.001, 0.1, 0, 1000, 0, 1);
    assertThat(counting(new TestLook(0.1, one), null)).isEqualTo(Counting.TOO_EARLY);
  }

  @Test
  void anArmNeedsVarianceAndAPositiveMean() {
    ArmMeans constant = new ArmMeans(1, 1, 0, 0.001, 0, 1000, 99, 1);
    assertThat(counting(new TestLook(0.1, constant), null)).isEqualTo(Counting.TOO_EARLY);
    ArmMeans negative = new ArmMeans(1, -1, 0.001, 0.001, 0, 1000, 99, 1);
    assertThat(counting(new TestLook(0.1, negative), null)).isEqualTo(Counting.TOO_EARLY);
    assertThat(new TestLook(0.1, negative).counting(null, ABSOLUTE, true))
        .isEqualTo(Counting.COUNTS);
  }

  /** Equal arms need 10 units of the largest size, arms of 10 and 90 percent 36. */
  @Test
  void differencesNeedUnitsOfTheLargestSize() {
    assertThat(difference(9.9, 1)).isEqualTo(Counting.TOO_EARLY);
    assertThat(difference(10, 1)).isEqualTo(Counting.COUNTS);
    assertThat(difference(35, 9)).isEqualTo(Counting.TOO_EARLY);
    assertThat(difference(36, 9)).isEqualTo(Counting.COUNTS);
    assertThat(difference(36, 1 / 9.0)).isEqualTo(Counting.COUNTS);
  }

  private static Counting difference(double sizes, double ratio) {
    ArmMeans means = new ArmMeans(0, 0, 1, ratio, 0, 1000, sizes, 1);
    return new TestLook(0.1, means).counting(null, ABSOLUTE, true);
  }

  @Test
  void looksAreOnePercentOfThePlanApart() {
    TestLook before = look(0.5, 100, 10);
    assertThat(counting(look(0.509, 100, 11), before)).isEqualTo(Counting.TOO_CLOSE);
    assertThat(counting(look(0.51, 100, 11), before)).isEqualTo(Counting.COUNTS);
    // The last one may be nearer, but not without news.
    TestLook near = look(0.995, 100, 10);
    assertThat(counting(look(1, 100, 11), near)).isEqualTo(Counting.COUNTS);
    assertThat(counting(look(1, 100, 10.01), near)).isEqualTo(Counting.TOO_CLOSE);
  }

  @Test
  void afterThePlanNothingCounts() {
    TestLook last = look(1, 100, 10);
    assertThat(counting(look(1.2, 120, 12), last)).isEqualTo(Counting.OVER);
    assertThat(look(1.2, 120, 12).counting(last, RELATIVE, false)).isEqualTo(Counting.COUNTS);
  }

  /** Early looks hand their error back, but only half of it where an arm is small and heavy. */
  @Test
  void halfOfTheErrorOfEarlyLooksIsLostWhereTailsAreHeavy() {
    double all = bound(List.of(unequal(0.6, 80, 1000)));
    double light = bound(List.of(unequal(0.3, 40, 1000), unequal(0.6, 80, 1000)));
    double heavy = bound(List.of(unequal(0.3, 40, 5), unequal(0.6, 80, 5)));
    assertThat(light).isEqualTo(all);
    assertThat(heavy).isLessThan(all);
    // A heavy look that has no early one before it loses nothing.
    assertThat(bound(List.of(unequal(0.6, 80, 5)))).isEqualTo(all);
  }

  private static double bound(List<TestLook> looks) {
    double[] lower = NormalSequence.planned(looks, RELATIVE, true).lower(0.01);
    return lower[lower.length - 1];
  }

  /** Arms of 90 and 10 percent. */
  private static TestLook unequal(double share, double events, double sizes) {
    return new TestLook(
        share, new ArmMeans(1, 1, 1 / events / 9, 1 / events, 0, 1000, sizes, share));
  }
}
