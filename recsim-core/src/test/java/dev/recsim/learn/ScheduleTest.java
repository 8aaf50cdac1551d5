package dev.recsim.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  @Test
  void valueGoesAlongALineAndStaysAtItsEnd() {
    Schedule schedule = new Schedule(1, .2, 400, null);
    assertThat(schedule.at(0, 1_000)).isEqualTo(1);
    assertThat(schedule.at(100, 1_000)).isCloseTo(.8, within(1e-12));
    assertThat(schedule.at(400, 1_000)).isEqualTo(.2);
    assertThat(schedule.at(1_000_000, 1_000)).isEqualTo(.2);
  }

  @Test
  void shareIsOfThePlannedGradientSteps() {
    Schedule schedule = new Schedule(1, .2, null, .5);
    assertThat(schedule.at(0, 800)).isEqualTo(1);
    assertThat(schedule.at(100, 800)).isCloseTo(.8, within(1e-12));
    assertThat(schedule.at(400, 800)).isEqualTo(.2);
    assertThat(schedule.at(400, 8_000)).isCloseTo(.92, within(1e-12));
  }

  @Test
  void lengthIsGivenOnce() {
    assertThatThrownBy(() -> new Schedule(1, .2, 400, .5)).isInstanceOf(InvalidOption.class);
    assertThat(new Schedule(1, .2, null, null).at(500, 1_000)).isCloseTo(.6, within(1e-12));
  }

  @Test
  void plainNumberIsAConstant() {
    assertThat(Schedule.of(.3).at(0, 10)).isEqualTo(.3);
    assertThat(Schedule.of(.3).at(77, 10)).isEqualTo(.3);
  }

  @Test
  void numbersThatCannotBeAreRefused() {
    assertThatThrownBy(() -> Options.check(Schedule.of(Double.NaN)))
        .isInstanceOf(InvalidOption.class);
    assertThatThrownBy(() -> Options.check(new Schedule(0, Double.POSITIVE_INFINITY, 1, null)))
        .isInstanceOf(InvalidOption.class);
    assertThatThrownBy(() -> Options.check(new Schedule(0, 1, -1, null)))
        .isInstanceOf(InvalidOption.class);
  }
}
