package dev.recsim.maven.fork;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeldTextTest {
  private static final int MOST = HeldText.MOST;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 131_072})
  void whatFitsIsHeldWhole(int length) {
    StringBuilder text = new StringBuilder();
    HeldText held = new HeldText();
    for (int i = 0; text.length() < length; i++) {
      String piece = (i + " ").substring(0, Math.min(i % 3, length - text.length()));
      text.append(piece);
      held.add(piece);
    }
    assertThat(held.text()).isEqualTo(text.toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8192, 200_000})
  void ofMoreTheBeginningAndTheEndAreHeld(int size) {
    HeldText held = new HeldText();
    held.add("first" + "a".repeat(MOST - 5));
    int pieces = 3 * MOST / size + 1;
    for (int i = 0; i < pieces; i++) {
      held.add("b".repeat(size));
    }
    held.add("last");
    long missing = (long) pieces * size + 4 - MOST;
    assertThat(held.text())
        .startsWith("firstaaa")
        .endsWith("bbblast")
        .contains(
            System.lineSeparator()
                + "["
                + missing
                + " characters left out]"
                + System.lineSeparator())
        .hasSizeLessThan(2 * MOST + 100);
  }

  @Test
  void aGigabyteIsNotHeld() {
    HeldText held = new HeldText();
    String piece = "x".repeat(8192);
    for (int i = 0; i < 1 << 17; i++) {
      held.add(piece);
    }
    assertThat(held.text()).contains("[1073610752 characters left out]");
  }

  @Test
  void theLastMessageIsNoLineOfAStackTrace() {
    String end = System.lineSeparator();
    LastMessage last = new LastMessage();
    assertThat(last.text()).isEmpty();
    for (String piece :
        new String[] {
          "first" + end, "second ", "goes on" + end, "\tat x" + end, "Caused by: y" + end, end
        }) {
      last.add(piece);
    }
    assertThat(last.text()).isEqualTo("second");
  }
}
