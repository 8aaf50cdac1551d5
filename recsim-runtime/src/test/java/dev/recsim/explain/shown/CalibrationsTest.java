package dev.recsim.explain.shown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Response;
import dev.recsim.explain.shown.ShownTables.Bin;
import dev.recsim.explain.shown.ShownTables.Calibration;
import dev.recsim.random.RandomKey;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CalibrationsTest {
  private static final Response NONE = new Response(-1);
  private final Trace trace = new Trace(Traces.frame());

  private void add(int session, int step, double value, double reward, boolean ends) {
    Traces.add(trace, session, step, 0, NONE, OptionalDouble.of(value), reward, ends, 0, 1);
  }

  private Calibration calibration(double discount) {
    return Calibrations.of(trace, discount).orElseThrow();
  }

  @Test
  void returnIsTheDiscountedSumOfTheRewardsFromTheStepOn() {
    add(0, 0, 10, 1, false);
    add(0, 1, 20, 2, false);
    add(0, 2, 30, 4, true);

    Calibration calibration = calibration(0.5);
    assertThat(calibration.cutOff()).isZero();
    // 1 + 0.5 (2 + 0.5 4) = 3, 4 and 4.
    assertThat(calibration.bins()).containsExactly(new Bin(3, 20, 11.0 / 3, null));
    assertThat(calibration(1).bins().get(0).realized()).isEqualTo((7 + 6 + 4) / 3.0);
    assertThat(calibration(0).bins().get(0).realized()).isEqualTo(7.0 / 3);
  }

  @Test
  void lastValueStandsForTheRestOfACutOffSession() {
    add(0, 0, 10, 1, false);
    add(0, 1, 20, 2, false);
    add(0, 2, 30, 4, false);

    Calibration calibration = calibration(0.5);
    assertThat(calibration.cutOff()).isEqualTo(1);
    // 2 + 0.5 30 = 17, and 1 + 0.5 17 = 9.5.
    assertThat(calibration.bins()).containsExactly(new Bin(2, 15, 26.5 / 2, null));
  }

  /**
   * Rewards 1 while a user stays, with probability 0.9: the value is 1 / (1 - 0.9 0.8) at every
   * step. Values with small errors make eight bins. With a fixed key, the test fails always or
   * never; for a random key, one of eight bins is beyond four standard errors in 0.1 % of keys.
   */
  @Test
  void valuesOfAKnownProcessAreCalibrated() {
    double value = 1 / (1 - 0.9 * 0.8);
    play(value);
    Calibration calibration = calibration(0.8);

    assertThat(calibration.bins())
        .hasSize(8)
        .allSatisfy(
            bin -> {
              assertThat(bin.predicted()).isCloseTo(value, within(0.01));
              assertThat(bin.realized()).isCloseTo(value, within(4 * bin.error()));
              assertThat(bin.error()).isLessThan(0.1);
            });
  }

  @Test
  void valuesThatAreTwiceTooLargeAreNot() {
    double value = 1 / (1 - 0.9 * 0.8);
    play(2 * value);
    assertThat(calibration(0.8).bins())
        .allSatisfy(
            bin -> assertThat(bin.predicted() - bin.realized()).isGreaterThan(10 * bin.error()));
  }

  private void play(double value) {
    RandomKey key = RandomKey.root(5);
    for (int session = 0; session < 1_000; session++) {
      boolean stays = true;
      for (int t = 0; stays; t++) {
        stays = key.child(session).uniform(t) < 0.9;
        double error = 0.01 * (key.child("error").child(session).uniform(t) - 0.5);
        add(session, t, value + error, 1, !stays);
      }
    }
  }

  @Test
  void agentWithoutValuesHasNoCalibration() {
    Traces.add(trace, 0, 0, 1, 2);
    assertThat(Calibrations.of(trace, 1)).isEmpty();
  }
}
