package dev.recsim.fit.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CollectedTest {
  @Test
  void sessionsAreInTheOrderOfTheirTimes() {
    Collected<String> sessions = new Collected<>(5);
    for (int i = 0; i < 10; i++) {
      sessions.add("s" + i, (i + 3) % 10);
    }
    assertThat(sessions.inOrder()).startsWith("s7", "s8", "s9", "s0").hasSize(10);
    assertThat(sessions.first()).containsExactly("s7", "s8");
    assertThat(sessions.last()).containsExactly("s5", "s6");
    assertThat(sessions.period(true).times()).startsWith(0, 1, 2).hasSize(10);
    assertThat(sessions.heldOut()).containsExactly("s4", "s9");
  }

  @Test
  void withoutTimesTheyAreInTheOrderOfTheLog() {
    Collected<String> sessions = new Collected<>(2);
    sessions.add("a", 5);
    sessions.add("b");
    assertThat(sessions.inOrder()).containsExactly("a", "b");
    assertThat(sessions.period(false).times()).isEmpty();
  }
}
