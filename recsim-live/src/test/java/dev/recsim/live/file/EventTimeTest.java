package dev.recsim.live.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {
  @ParameterizedTest
  @CsvSource({
    "2026-01-31T12:00:00Z, 2026-01-31T12:00:00Z",
    "2026-01-31T12:00:00, 2026-01-31T12:00:00Z",
    "2026-01-31 12:00:05, 2026-01-31T12:00:05Z",
    "2026-01-31T12:00, 2026-01-31T12:00:00Z",
    "2026-01-31T12:00Z, 2026-01-31T12:00:00Z",
    "2026-01-31, 2026-01-31T00:00:00Z",
    "2024-02-29, 2024-02-29T00:00:00Z",
    "2026-01-31T12:00:00.25Z, 2026-01-31T12:00:00.25Z",
    "2026-01-31T12:00:00.1234567891, 2026-01-31T12:00:00.123456789Z",
    "2026-01-31T12:00:00+01:30, 2026-01-31T10:30:00Z",
    "2026-01-31T12:00:00.5-0130, 2026-01-31T13:30:00.5Z",
    "2026-01-31T00:00:00+02, 2026-01-30T22:00:00Z",
    "1767225600, 2026-01-01T00:00:00Z",
    "1767225600.000001, 2026-01-01T00:00:00.000001Z",
    "1767225600123, 2026-01-01T00:00:00.123Z"
  })
  void texts(String text, Instant time) {
    assertThat(parse(text)).isEqualTo(time.getEpochSecond() * 1_000_000_000 + time.getNano());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5",
        "0",
        "176722560",
        "17672256000",
        "1767225600123456",
        "-1767225600",
        "0000000001",
        "2026-02-29",
        "2026-13-01",
        "2026-00-01",
        "2026-01-00",
        "2026-1-1",
        "1969-12-31",
        "2200-01-01",
        "2026-01-31T24:00:00",
        "2026-01-31T12:60:00",
        "2026-01-31T12:00:60",
        "2026-01-31T",
        "2026-01-31T12",
        "2026-01-31T12:",
        "2026-01-31T12:00:",
        "2026-01-31T12:00:00.",
        "2026-01-31T12:00:00.x",
        "2026-01-31T12:00:00+",
        "2026-01-31T12:00:00+1",
        "2026/01/31",
        "2026-01-31T12:00:00+01:",
        "2026-01-31T12:00:00+19:00",
        "2026-01-31T12:00:00 Z",
        "31.01.2026 12:00",
        "1767225600.",
        "1767225600.1x",
        "1767225600x",
        "9999999999",
        "now",
        "x"
      })
  void othersAreNone(String text) {
    assertThat(parse(text)).isEqualTo(EventTime.NONE);
  }

  @Test
  void everyDay() {
    LocalDate last = LocalDate.of(2199, 12, 31);
    for (LocalDate day = LocalDate.of(1970, 1, 1); !day.isAfter(last); day = day.plusDays(1)) {
      long seconds = day.atStartOfDay().toEpochSecond(ZoneOffset.UTC);
      assertThat(parse(day.toString())).as("%s", day).isEqualTo(seconds * 1_000_000_000);
    }
  }

  /** The bytes around a cell are not read as a part of it. */
  private static long parse(String text) {
    byte[] bytes = ("9" + text + "9").getBytes(US_ASCII);
    long inside = EventTime.parse(bytes, 1, bytes.length - 1);
    assertThat(EventTime.parse(text.getBytes(US_ASCII), 0, text.length())).isEqualTo(inside);
    return inside;
  }
}
