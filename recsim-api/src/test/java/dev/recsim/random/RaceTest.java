package dev.recsim.random;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class RaceTest {
  private static final RandomKey KEY = RandomKey.root(8);

  /**
   * A few runners: often the bounds decide. Many: the first is early, and bounds of small times are
   * wide.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 30, 1_000})
  void leadsWhoeverHasTheLeastTime(int runners) {
    for (int i = 0; i < 200_000 / runners; i++) {
      RandomKey key = KEY.child(runners).child(i);
      RandomKey speed = key.child("speed");
      RandomKey.Race race = key.race();
      double best = Double.POSITIVE_INFINITY;
      for (int r = 0; r < runners; r++) {
        double rate = StrictMath.pow(speed.uniform(r), i % 4);
        double time = key.exponential(r, rate);
        assertThat(race.leads(r, rate)).as("runner %d at %s", r, time).isEqualTo(time < best);
        best = Math.min(best, time);
      }
    }
  }

  /** Times that are nearly zero, nearly or wholly infinite, and rates whose inverse is infinite. */
  @ParameterizedTest
  @ValueSource(ints = {-1074, -1060, -1030, -1023, -1022, -1015, 1015, 1023, 1024})
  void leadsWhoeverHasTheLeastTimeAtExtremeRates(int exponent) {
    for (int i = 0; i < 20_000; i++) {
      RandomKey key = KEY.child(exponent).child(i);
      RandomKey speed = key.child("speed");
      RandomKey.Race race = key.race();
      double best = Double.POSITIVE_INFINITY;
      for (int r = 0; r < 5; r++) {
        double rate = StrictMath.scalb(1 + speed.uniform(r), exponent - speed.below(9 + r, 6));
        double time = key.exponential(r, rate);
        assertThat(race.leads(r, rate)).as("rate %s at %s", rate, time).isEqualTo(time < best);
        best = Math.min(best, time);
      }
    }
  }

  /** The same luck at rates that differ in the last bits: bounds cannot tell them apart. */
  @Test
  void timesDecideWhereBoundsDoNot() {
    for (int i = 0; i < 10_000; i++) {
      double rate = KEY.uniform(i);
      double more = rate + Math.ulp(rate);
      for (double[] rates : new double[][] {{rate, more}, {more, rate}, {rate, rate}}) {
        RandomKey.Race race = KEY.race();
        race.leads(i, rates[0]);
        assertThat(race.leads(i, rates[1]))
            .isEqualTo(KEY.exponential(i, rates[1]) < KEY.exponential(i, rates[0]));
      }
    }
  }

  @Test
  void whoHasNoRateNeverArrives() {
    RandomKey.Race race = KEY.race();
    assertThat(race.leads(0, 0)).isFalse();
    assertThat(race.leads(1, Double.MIN_NORMAL)).isTrue();
    assertThat(race.leads(2, 0)).isFalse();
    assertThat(race.leads(3, 1)).isTrue();
  }
}
