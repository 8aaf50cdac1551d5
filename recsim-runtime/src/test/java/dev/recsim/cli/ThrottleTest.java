package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThrottleTest {
  private static final long SECOND = 1_000_000_000;

  private long now;

  @Test
  void linesAreTenSecondsApartAndMoreSeldomLater() {
    List<Long> times = new ArrayList<>();
    Throttle throttle = new Throttle(() -> now);
    for (now = 0; now <= 3_600 * SECOND; now += SECOND / 10) {
      if (throttle.due()) {
        times.add(now / SECOND);
      }
    }

    assertThat(times).startsWith(10L, 20L, 30L, 40L, 50L, 60L, 72L).hasSizeBetween(25, 40);
  }

  @Test
  void aWeekTakesAtMostAHundredLinesWithThoseThatDoNotWait() {
    Throttle throttle = new Throttle(() -> now);
    int lines = 0;
    for (now = 0; now < 7 * 86_400 * SECOND; now += 5 * SECOND) {
      lines += throttle.due() ? 1 : 0;
      lines += throttle.extra() ? 1 : 0;
    }

    assertThat(lines).isBetween(60, Throttle.MOST);
  }

  @Test
  void noLineFollowsOneThatDidNotWaitWithinTenSeconds() {
    Throttle throttle = new Throttle(() -> now);
    now = 9 * SECOND;
    assertThat(throttle.extra()).isTrue();
    now = 18 * SECOND;
    assertThat(throttle.due()).isFalse();
    now = 19 * SECOND;
    assertThat(throttle.due()).isTrue();
  }
}
