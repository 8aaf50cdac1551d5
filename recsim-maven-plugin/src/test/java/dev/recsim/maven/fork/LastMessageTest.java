package dev.recsim.maven.fork;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LastMessageTest {
  private static final String TRACE =
      "Traceback (most recent call last):\n  File \"agent.py\", line 3\nValueError: no item\n";

  private static String last(String text) {
    LastMessage last = new LastMessage();
    text.lines().forEach(line -> last.add(line + System.lineSeparator()));
    return last.text();
  }

  @Test
  void theExceptionOfATracebackHidesNoMessage() {
    assertThat(last("its process failed: no item\n" + TRACE))
        .isEqualTo("its process failed: no item");
    assertThat(last(TRACE + "its process failed: no item\n"))
        .isEqualTo("its process failed: no item");
  }

  @Test
  void theExceptionIsTheMessageWhereThereIsNoOther() {
    assertThat(last(TRACE)).isEqualTo("ValueError: no item");
  }

  @Test
  void linesOfStackTracesAreNone() {
    assertThat(last("unexpected: x\n\tat y\nCaused by: z\n")).isEqualTo("unexpected: x");
  }
}
