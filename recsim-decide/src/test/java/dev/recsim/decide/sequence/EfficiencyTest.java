package dev.recsim.decide.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.stats.Normal;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a test costs, by exact integration, against figures of another implementation. */
class EfficiencyTest {
  private static final double ALPHA = 0.01;
  private static final double POWER = 0.8;
  private static final double FIXED = Normal.exceeded(ALPHA) + Normal.exceeded(1 - POWER);

  private static double[] clock(int looks) {
    return Simulated.daily(looks).get(0);
  }

  private static double[] boundaries(String method, int looks, double tuned) {
    double[] clock = clock(looks);
    return switch (method) {
      case "planned" ->
          GroupSequential.boundaries(clock, Spending.OBRIEN_FLEMING.upTo(clock, ALPHA));
      case "pocock" -> GroupSequential.boundaries(clock, Spending.POCOCK.upTo(clock, ALPHA));
      default ->
          Arrays.stream(clock)
              .map(it -> AnyTime.z(AnyTime.tuning(ALPHA) * it * tuned, ALPHA))
              .toArray();
    };
  }

  /** Chance to show an effect of this many times the design's, with units of times N. */
  private static double power(double[] clock, double[] z, double times, double effect) {
    double drift = effect * FIXED * Math.sqrt(times);
    return Arrays.stream(GroupSequential.crossing(clock, z, drift)).sum();
  }

  private static double mean(double[] clock, double[] z, double times, double effect) {
    double drift = effect * FIXED * Math.sqrt(times);
    double[] chances = GroupSequential.crossing(clock, z, drift);
    double left = 1;
    double mean = 0;
    for (int look = 0; look < clock.length; look++) {
      mean += chances[look] * clock[look];
      left -= chances[look];
    }
    return times * (mean + left);
  }

  /** Largest sample, mean sample at the effect and at twice it, in N; power at N in percent. */
  @ParameterizedTest
  @CsvSource({
    "planned, 28, 1.04, 0.79, 0.43, 78",
    "planned, 4, 1.01, 0.86, 0.54, 79",
    "pocock, 28, 1.25, 0.79, 0.27, 68",
    "any, 28, 1.61, 1.07, 0.38, 51"
  })
  void samples(String method, int looks, double most, double mean, double twice, double atFixed) {
    double[] clock = clock(looks);
    double[] z = boundaries(method, looks, 1);
    double times = Roots.falling(it -> POWER - power(clock, z, it, 1), 0.5, 8);
    assertThat(times).isCloseTo(most, within(0.02 * most));
    assertThat(mean(clock, z, times, 1)).isCloseTo(mean, within(0.02 * mean));
    assertThat(mean(clock, z, times, 2)).isCloseTo(twice, within(0.02 * twice));
    assertThat(100 * power(clock, z, 1, 1)).isCloseTo(atFixed, within(0.02 * atFixed));
  }

  /** The same for a test that was tuned to N / 10 and to 10 N. */
  @ParameterizedTest
  @CsvSource({"10, 1.82, 45", "0.1, 1.93, 19"})
  void wronglyTuned(double tuned, double most, double atFixed) {
    double[] clock = clock(28);
    double times =
        Roots.falling(it -> POWER - power(clock, boundaries("any", 28, tuned * it), it, 1), 0.5, 8);
    assertThat(times).isCloseTo(most, within(0.02 * most));
    double percent = 100 * power(clock, boundaries("any", 28, tuned), 1, 1);
    assertThat(percent).isCloseTo(atFixed, within(0.02 * atFixed));
  }

  /** The day of 28 on which a harm of this many times the design's effect is stopped. */
  @ParameterizedTest
  @CsvSource({
    "pocock, 2, 7.1",
    "any, 2, 9.2",
    "planned, 2, 11.6",
    "pocock, 4, 2.4",
    "any, 4, 3.5",
    "planned, 4, 6.1"
  })
  void harmStopsEarly(String method, double effect, double day) {
    double planned = SampleSize.planned(28, Spending.OBRIEN_FLEMING, ALPHA, POWER);
    double stop = mean(clock(28), boundaries(method, 28, 1), planned, effect) / planned;
    assertThat(28 * stop).isCloseTo(day, within(0.05));
  }

  @Test
  void inflationOfPlans() {
    assertThat(SampleSize.planned(28, Spending.OBRIEN_FLEMING, ALPHA, POWER))
        .isCloseTo(1.04, within(0.005));
    assertThat(SampleSize.planned(4, Spending.OBRIEN_FLEMING, ALPHA, POWER))
        .isCloseTo(1.01, within(0.005));
    assertThat(SampleSize.anyTime(28, ALPHA, POWER)).isCloseTo(1.61, within(0.005));
    assertThat(SampleSize.anyTime(28, ALPHA, 0.9)).isCloseTo(1.54, within(0.005));
  }

  /** Units with which a metric that is unchanged holds in 90 of 100 tests. */
  @ParameterizedTest
  @CsvSource({
    "share 20 %, 0.02, 529000",
    "share 20 %, 0.05, 82000",
    "share 2 %, 0.02, 6480000",
    "share 2 %, 0.05, 1000000",
    "CTR, 0.02, 334000",
    "CTR, 0.05, 52000",
    "revenue, 0.02, 7000000",
    "revenue, 0.05, 1090000"
  })
  void unitsOfAPlan(String metric, double margin, double units) {
    // The squared ratio of standard deviation and mean of a unit.
    double squares =
        switch (metric) {
          case "share 20 %" -> 4;
          case "share 2 %" -> 49;
          case "CTR" -> 2.52;
          default -> Math.E / 0.05 - 1;
        };
    double fixed =
        SampleSize.units(
            squares, squares, 0.5, -EffectScale.RELATIVE.threshold(margin, true), ALPHA, 0.9);
    double planned = SampleSize.planned(28, Spending.OBRIEN_FLEMING, ALPHA, 0.9) * fixed;
    assertThat(planned).isCloseTo(units, within(0.02 * units));
  }
}
