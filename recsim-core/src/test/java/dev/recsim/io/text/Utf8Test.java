package dev.recsim.io.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Utf8Test {
  private static boolean isText(String text, Charset charset) {
    byte[] bytes =
        ("(" + new String(text.getBytes(charset), StandardCharsets.ISO_8859_1) + ")")
            .getBytes(StandardCharsets.ISO_8859_1);
    return Utf8.isText(bytes, 1, bytes.length - 1);
  }

  @Test
  void textIsUtf8WithoutNul() {
    for (String text : new String[] {"", "shoes", "café", "靴", "\uD83D\uDC5F"}) {
      assertThat(isText(text, StandardCharsets.UTF_8)).as(text).isTrue();
    }
    assertThat(isText("café", StandardCharsets.ISO_8859_1)).isFalse();
    assertThat(isText("a\u0000b", StandardCharsets.UTF_8)).isFalse();
    assertThat(isText("café\u0000", StandardCharsets.UTF_8)).isFalse();
    assertThat(isText("shoes", StandardCharsets.UTF_16LE)).isFalse();
  }

  @Test
  void everyPlaceIsLookedAt() {
    for (int length = 1; length < 30; length++) {
      for (int at = 0; at < length; at++) {
        byte[] text = "x".repeat(length).getBytes(StandardCharsets.US_ASCII);
        assertThat(Utf8.isText(text, 0, length)).isTrue();
        for (int wrong : new int[] {0, 0x80, 0xE9, 0xFF}) {
          text[at] = (byte) wrong;
          assertThat(Utf8.isText(text, 0, length)).as("%s at %s", wrong, at).isFalse();
          assertThat(Utf8.isText(text, at + 1, length)).isTrue();
          assertThat(Utf8.isText(text, 0, at)).isTrue();
        }
      }
    }
    for (byte ascii = 1; ascii > 0; ascii++) {
      assertThat(Utf8.isText(new byte[] {ascii, ascii, 1, 127, 1, ascii, ascii, ascii}, 0, 8))
          .isTrue();
    }
  }
}
