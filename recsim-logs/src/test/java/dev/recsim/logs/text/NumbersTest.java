package dev.recsim.logs.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.random.RandomKey;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class NumbersTest {
  @Test
  void readsTheBitsOfParseDouble() {
    RandomKey key = RandomKey.root(7);
    for (int i = 0; i < 100_000; i++) {
      RandomKey luck = key.child(i);
      double any = Double.longBitsToDouble(luck.bits(0));
      double usual = luck.gaussian(1) * StrictMath.pow(10, luck.below(2, 12) - 4);
      same(Double.toString(usual));
      same(String.format(Locale.ROOT, "%." + luck.below(3, 12) + "f", usual));
      if (Double.isFinite(any)) {
        same(Double.toString(any));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "1.",
        ".5",
        "007",
        "+3",
        "1e3",
        "1E-3",
        "0.00000000000000000000001",
        "1e308",
        "123456789012345678901234567890",
        "0.029411764705882353",
        "4.9e-324"
      })
  void readsEveryForm(String text) {
    same(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ".",
        "-",
        "+",
        "e",
        "1e",
        "1e999",
        "NaN",
        "Infinity",
        "1d",
        "0x1p3",
        "1,5",
        "--1",
        "1.2.3",
        "1 2",
        "true"
      })
  void refusesWhatIsNoNumber(String text) {
    assertThat(parse(text)).isNaN();
  }

  @Test
  void readsTimes() {
    assertThat(time("2019-11-24 00:03:13.442536+00:00")).isEqualTo(1574553793.442536);
    assertThat(time("1969-12-31")).isEqualTo(-86400);
    assertThat(time("2026-01-31T12:00:00+01:30")).isEqualTo(time("2026-01-31T10:30:00Z"));
    assertThat(time("2000-02-29") - time("2000-02-28")).isEqualTo(86400);
    assertThat(time("12345.5")).isEqualTo(12345.5);
    for (int day = 0; day < 200_000; day += 13) {
      OffsetDateTime at = OffsetDateTime.of(1900, 1, 1, 5, 6, 7, 0, ZoneOffset.UTC).plusDays(day);
      assertThat(time(at.toString())).isEqualTo(at.toEpochSecond());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-30",
        "2026-04-31",
        "1900-02-29",
        "2026-13-01",
        "2026-1a-01",
        "2026-01-01 noon",
        "2026-01-01T10:00:00CET"
      })
  void refusesWhatIsNoTime(String text) {
    assertThat(time(text)).isNaN();
  }

  private static void same(String text) {
    assertThat(Double.doubleToRawLongBits(parse(text)))
        .as(text)
        .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(text)));
  }

  private static double parse(String text) {
    byte[] bytes = ("x" + text + "9").getBytes(StandardCharsets.UTF_8);
    return Numbers.parse(bytes, 1, bytes.length - 1);
  }

  private static double time(String text) {
    byte[] bytes = ("x" + text + "9").getBytes(StandardCharsets.UTF_8);
    return Numbers.time(bytes, 1, bytes.length - 1);
  }
}
