package dev.recsim.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTest {
  @Test
  void marksThatTurnTheDirectionOfReadingAreGone() {
    assertThat(Plain.line("a\u202Etxt.exe\u202C b\u2066c\u2069 \u200Fd"))
        .isEqualTo("a txt.exe b c d");
  }

  @Test
  void everythingStandsOnOneLine() {
    assertThat(Plain.line("\r\n a\tb\u2028c\u0000\u001b[31m\n")).isEqualTo("a b c [31m");
  }

  @Test
  void lettersOfEveryScriptStay() {
    assertThat(Plain.line("עברית 日本 \uD83D\uDE00")).isEqualTo("עברית 日本 \uD83D\uDE00");
  }

  @Test
  void halfACharacterIsNone() {
    assertThat(Plain.line("a\uD800b")).isEqualTo("a b");
    assertThat(Plain.line("x" + "\uD83D\uDE00".repeat(500)))
        .isEqualTo("x" + "\uD83D\uDE00".repeat(200) + " ...");
  }

  @Test
  void sentencesAreNotCut() {
    assertThat(Plain.visible("x".repeat(900))).hasSize(900);
  }
}
