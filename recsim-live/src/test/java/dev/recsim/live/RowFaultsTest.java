package dev.recsim.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.decide.metric.UnitSums;
import dev.recsim.live.TestData.What;
import dev.recsim.live.file.RowLog;
import dev.recsim.live.options.AbOptions.Join;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that cannot be read or judged: what, where and the cure. */
class RowFaultsTest {
  private static final double NONE = Double.NaN;
  private static final TestMetric PAID = TestMetric.mean("paid", "paid");

  @TempDir Path folder;

  @Test
  void aShareIs0Or1ForEachUnitAtALook() throws Exception {
    TestMetric share = ReadAs.share("s", "paid", Join.SUM);
    refused(
        daily(share),
        "line 3: with this row, column \"paid\" of the unit is 2.0, but a share is 0 or 1",
        "user,arm,time,paid",
        "u1,a,2026-01-05T12:00:00Z,1",
        "u1,a,2026-01-05T13:00:00Z,1",
        "u2,a,2026-01-05T14:00:00Z,1");
    TestData taken =
        read(
            daily(share),
            "user,arm,time,paid",
            "u1,a,2026-01-05T12:00:00Z,1",
            "u1,a,2026-01-05T13:00:00Z,1",
            "u1,a,2026-01-05T14:00:00Z,-1");
    assertThat(sums(taken, 0, 0).y()).isEqualTo(1);
  }

  @Test
  void valuesOutsideOfTheirRangeAreRefused() throws Exception {
    TestMetric range = ReadAs.range("r", "paid", 0, 5);
    refused(
        daily(range),
        "line 3: with this row, column \"paid\" of the unit is 6.0, but its range is declared as 0.0 to 5.0",
        "user,arm,time,paid",
        "u1,a,2026-01-05T12:00:00Z,5",
        "u2,b,2026-01-05T13:00:00Z,6");
    refused(
        daily(range),
        "line 2: with this row, column \"paid\" of the unit is -1.0",
        "user,arm,time,paid",
        "u1,a,2026-01-05T12:00:00Z,-1");
  }

  @Test
  void whatIsNotOrderedOnlySeemsWrong() throws Exception {
    TestMetric range = ReadAs.range("r", "paid", 0, 5);
    TestData data =
        read(
            daily(range),
            "user,arm,time,paid",
            "u1,a,2026-01-05T12:00:00Z,6",
            "u2,b,2026-01-06T13:00:00Z,5",
            "u1,a,2026-01-05T13:00:00Z,-1");
    assertThat(sums(data, 0, 0).y()).isEqualTo(5);
  }

  @Test
  void faultsHaveFileLineColumnAndCure() {
    for (String value :
        List.of("NaN", "tru", "Infinity", "-inf", "x", "1,5", "0x10", "1e400", "1e30")) {
      String cell = '"' + value + '"';
      refused(
          daily(PAID),
          "line 3: column \"paid\": \"" + value + "\" is ",
          "user,arm,time,paid",
          "u1,a,2026-01-05,1",
          "u1,a,2026-01-05," + cell);
    }
    refused(
        daily(PAID),
        "line 2: column \"time\": \"5\" is not a time",
        "user,arm,time,paid",
        "u,a,5,1");
    refused(
        daily(PAID),
        "line 2: column \"time\": the time is missing",
        "user,arm,time,paid",
        "u,a,,1");
    refused(
        daily(PAID),
        "line 2: column \"user\": the unit is missing",
        "user,arm,time,paid",
        ",a,5,1");
    refused(
        daily(PAID), "line 2: the row has 3 fields, the header 4", "user,arm,time,paid", "u,a,5");
    refused(
        daily(PAID), "line 1: the column \"paid\" is missing", "user,arm,time,spent", "u,a,5,1");
    refused(daily(PAID), "line 1: the column \"arm\" is there twice", "user,arm,arm,time,paid");
    refused(
        daily(PAID),
        "line 2: the quote that opens here is never closed",
        "user,arm,time,paid",
        "\"u,a");
    refused(
        daily(PAID),
        "line 2: text follows the closing quote",
        "user,arm,time,paid",
        "\"u\"v,a,5,1");
    refused(daily(PAID), "is empty; its first line names the columns", "");
    refused(
        daily(PAID),
        "line 3: this is more than 20000 looks after the first row",
        "user,arm,time,paid",
        "u,a,2026-01-05,1",
        "u,a,2126-01-05,1");
  }

  @Test
  void faultsOfJsonLines() throws Exception {
    String good = "{\"user\": 7, \"arm\": \"a\", \"time\": 1767600000, \"paid\": true}";
    assertThat(sums(json(good, good), 0, 0).y()).isEqualTo(2);
    for (String bad :
        List.of("[1]", "{", "7", good + " {}", "{\"user\": }", good.replace(": 7", ": [7]"))) {
      assertThatThrownBy(() -> json(good, bad))
          .isInstanceOf(InvalidTestData.class)
          .hasMessageContaining("log.jsonl, line 2: ");
    }
    assertThatThrownBy(() -> json(good.replace("paid", "spent")))
        .isInstanceOf(InvalidTestData.class)
        .hasMessageContaining("no line has \"paid\"; correct its name");
    String same = good.replace(": 7", ": \"7\"");
    assertThat(json(good, same).count(What.UNITS).number()).isEqualTo(1);
  }

  @Test
  void textsOfAnotherEncodingAreRefused() throws Exception {
    Path file = folder.resolve("log.csv");
    for (String row :
        List.of("caf\u00e9,a,2026-01-05,1", "u,\u00e0,2026-01-05,1", "u,a\0,2026-01-05,1")) {
      Files.writeString(file, "user,arm,time,paid\n" + row, StandardCharsets.ISO_8859_1);
      assertThatThrownBy(() -> new RowLog(List.of(file), daily(PAID)).read())
          .isInstanceOf(InvalidTestData.class)
          .hasMessageContaining("line 2: column \"")
          .hasMessageContaining("is not UTF-8 text; save the file as UTF-8");
    }
    Files.writeString(file, "user,arm,time,paid\ncaf\u00e9,a,2026-01-05,1");
    assertThat(new RowLog(List.of(file), daily(PAID)).read().count(What.UNITS).number())
        .isEqualTo(1);
  }

  @Test
  void membersAfterADamagedOneAreNotLeftOut() throws Exception {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    for (int i = 0; i < 2; i++) {
      int start = both.size();
      try (GZIPOutputStream zip = new GZIPOutputStream(both)) {
        String header = i == 0 ? "user,arm,time,paid\n" : "";
        zip.write((header + "u" + i + ",a,2026-01-05,1\n").getBytes(StandardCharsets.UTF_8));
      }
      byte[] bytes = both.toByteArray();
      Path file = Files.write(folder.resolve(i + ".csv.gz"), bytes);
      assertThat(new RowLog(List.of(file), daily(PAID)).read().count(What.UNITS).number())
          .isEqualTo(i + 1);
      bytes[start] ^= 1;
      Files.write(file, bytes);
      assertThatThrownBy(() -> new RowLog(List.of(file), daily(PAID)).read())
          .isInstanceOf(InvalidTestData.class)
          .hasMessageContaining(".csv.gz is no whole gzip file");
    }
  }

  @Test
  void filesThatAreNoFiles() throws IOException {
    assertThatThrownBy(() -> new RowLog(List.of(folder.resolve("no.csv")), daily(PAID)).read())
        .isInstanceOf(NoSuchFileException.class);
    Path plain = Files.writeString(folder.resolve("plain.csv.gz"), "user,arm,time,paid\n");
    assertThatThrownBy(() -> new RowLog(List.of(plain), daily(PAID)).read())
        .isInstanceOf(InvalidTestData.class)
        .hasMessageContaining(
            "is no whole gzip file (a part is not in gzip format); compress it again");
    assertThatThrownBy(() -> new RowLog(List.of(), daily(PAID)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static TestColumns daily(TestMetric metric) {
    return ReadAs.events("time", null, List.of(metric), null, Duration.ofDays(1), null);
  }

  private TestData read(TestColumns columns, String... lines) throws Exception {
    Path file = Files.writeString(folder.resolve("log.csv"), String.join("\n", lines));
    return new RowLog(List.of(file), columns).read();
  }

  private TestData json(String... lines) throws Exception {
    Path file = Files.writeString(folder.resolve("log.jsonl"), String.join("\n", lines));
    return new RowLog(List.of(file), daily(PAID)).read();
  }

  private void refused(TestColumns columns, String message, String... lines) {
    assertThatThrownBy(() -> read(columns, lines))
        .isInstanceOf(InvalidTestData.class)
        .hasMessageStartingWith(folder.resolve("log.csv").toString())
        .hasMessageContaining(message);
  }

  private static UnitSums sums(TestData data, int look, int arm) {
    return data.looks().get(look).sums()[arm][0];
  }
}
