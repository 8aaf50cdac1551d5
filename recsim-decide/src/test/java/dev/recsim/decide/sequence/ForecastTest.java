package dev.recsim.decide.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.decide.metric.ArmMeans;
import dev.recsim.stats.Normal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A test at half of its plan of four looks, with means 1 and 1.1 and a standard error of 0.05. */
class ForecastTest {
  private static final double ALPHA = 0.01;
  private static final double[] COMING = {0.75, 1};

  private static TestLook look(double share, double gain, double error) {
    double square = error * error / 2;
    double b = Math.exp(gain);
    return new TestLook(share, new ArmMeans(1, b, square, square * b * b, 0, 1000, 0, share));
  }

  private static Forecast forecast(double gain, double threshold) {
    List<TestLook> looks = List.of(look(0.25, gain, 0.05 * Math.sqrt(2)), look(0.5, gain, 0.05));
    return Forecast.of(
        NormalSequence.planned(looks, EffectScale.RELATIVE, true), threshold, COMING, ALPHA);
  }

  /** The bounds of four equal looks: 5.020, 3.460, 2.765, 2.363. */
  @Test
  void neededDistancesAreThoseOfThePlan() {
    List<Forecast.Needed> needed = forecast(0.1, 0).needed();
    assertThat(needed).extracting(Forecast.Needed::share).containsExactly(0.75, 1.0);
    assertThat(needed.get(0).distance())
        .isCloseTo(2.765 * 0.05 * Math.sqrt(0.5 / 0.75), within(1e-4));
    assertThat(needed.get(1).distance()).isCloseTo(2.363 * 0.05 * Math.sqrt(0.5), within(1e-4));
  }

  @Test
  void theEndIsTheFirstLookThatWouldShowIt() {
    assertThat(forecast(0.12, 0).end()).hasValue(0.75);
    assertThat(forecast(0.1, 0).end()).hasValue(1);
    assertThat(forecast(0.08, 0).end()).isEmpty();
    assertThat(forecast(0, -0.12).end()).hasValue(0.75);
  }

  /** An estimate at which the end is as likely above its bound as below. */
  @Test
  void theChanceIsThatOfTheLastLook() {
    double even = 2.36276 * 0.05 * Math.sqrt(0.5);
    assertThat(forecast(even, 0).chance()).isCloseTo(0.5, within(1e-3));
    double one = even + 0.05 * Math.sqrt(0.5);
    assertThat(forecast(one, 0).chance()).isCloseTo(Normal.below(1), within(1e-3));
  }

  @Test
  void aTestWithoutALookHasNone() {
    NormalSequence none =
        NormalSequence.planned(List.of(look(0.1, 0, 1)), EffectScale.RELATIVE, true);
    assertThatThrownBy(() -> Forecast.of(none, 0, COMING, ALPHA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no look counts yet");
  }
}
