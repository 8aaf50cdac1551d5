package dev.recsim.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.InvalidFile;
import dev.recsim.logs.LogOptions.LogColumns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTest {
  private static final LogColumns DECISIONS =
      new LogColumns(
          null, null, null, List.of("page"), List.of("age"), "item", null, "click", "p", null);
  private static final LogColumns STEPS =
      new LogColumns("visit", "nr", null, List.of(), List.of(), "item", null, "click", "p", "end");
  private static final LogColumns TIMES =
      new LogColumns("visit", null, "ts", List.of(), List.of(), "item", null, "click", null, null);
  private static final LogColumns POSITIONS =
      new LogColumns("visit", "nr", null, List.of(), List.of(), "item", "pos", "click", "p", null);

  @TempDir Path folder;

  @Test
  void readsSingleDecisions() throws IOException {
    List<String> read =
        sessions(
            DECISIONS,
            "item,page,age,click,p\n",
            "7,home,31.5,1,0.25\r\n",
            "\"red, \"\"shoe\"\"\",home,8,0,1\n",
            "\n",
            "7,\"new\nline\",8,0.5,1e-3");
    assertThat(read)
        .containsExactly(
            "0 UNKNOWN [home 31.5 7:1.0@0.25]",
            "1 UNKNOWN [home 8.0 red, \"shoe\":0.0@1.0]",
            "2 UNKNOWN [new\nline 8.0 7:0.5@0.001]");
  }

  @Test
  void readsInterleavedSessionsOfSeveralSteps() throws IOException {
    List<String> read =
        sessions(
            STEPS,
            "visit,nr,item,click,p,end\n",
            "a,0,1,0,0.5,continues\n",
            "b,0,2,1,0.5,ended\n",
            "a,1,3,1,0.5,cut_off\n",
            "9,1,3,1,0.5,continues\n");
    assertThat(read.stream().map(line -> line.substring(line.indexOf(' ') + 1)))
        .containsExactly(
            "ENDED [0 2:1.0@0.5]", "CUT_OFF [0 1:0.0@0.5] [0 3:1.0@0.5]", "UNKNOWN [0 3:1.0@0.5]");
    assertThat(read.get(2)).startsWith("9 ");
  }

  @Test
  void gathersTheRowsOfASlate() throws IOException {
    List<String> read =
        sessions(
            POSITIONS,
            "visit,nr,pos,item,click,p\n",
            "1,0,1,7,0,0.5\n",
            "1,0,2,8,1,0.25\n",
            "1,1,1,9,1,0.5\n");
    assertThat(read)
        .containsExactly("1 UNKNOWN [0 7:0.0@0.5 8:1.0@0.25 = 1.0@0.125] [0 9:1.0@0.5]");
  }

  @Test
  void splitsListsWithinFields() throws IOException {
    Path file = write("slate;click;p\n", "7 8;0 1;0.5 0.25\n", "7 8;1;0.125\n");
    LogColumns columns =
        new LogColumns(null, null, null, List.of(), List.of(), "slate", null, "click", "p", null);
    LogOptions options = new LogOptions(file.toString(), columns, ";", " ", 0);
    assertThat(sessions(Log.of(options, folder, List.of())))
        .containsExactly(
            "0 UNKNOWN [0 7:0.0@0.5 8:1.0@0.25 = 1.0@0.125]",
            "1 UNKNOWN [0 7:NaN@NaN 8:NaN@NaN = 1.0@0.125]");
  }

  @Test
  void countsAndNamesEveryFaultyRow() throws IOException {
    Log log =
        log(
            DECISIONS,
            1,
            "item,page,age,click,p\n",
            "7,home,31,1,0.25\n",
            "7,home,31,1\n",
            "7,home,old,1,0.25\n",
            "7,home,31,1,0\n",
            "7,home,31,1,1.5\n",
            ",home,31,1,0.5\n",
            "7,\"home\"s,31,1,0.5\n",
            "7,home,31,NaN,0.5\n");
    LogReport report = log.read(session -> {});
    assertThat(report.rows()).isEqualTo(8);
    assertThat(report.used().rows()).isEqualTo(1);
    List<String> faults = new ArrayList<>();
    report
        .excluded()
        .forEach(
            (reason, found) ->
                found
                    .examples()
                    .forEach(
                        place ->
                            faults.add(
                                "%s %s:%s %s"
                                    .formatted(
                                        reason, place.line(), place.column(), place.message()))));
    assertThat(faults)
        .containsExactly(
            "BROKEN_ROW 3:1 the row has 4 fields, the header 5",
            "BROKEN_ROW 8:4 text follows the closing quote; write quotes within a field twice",
            "WRONG_TYPE 4:8 \"age\" must be a number, but is \"old\"",
            "WRONG_TYPE 7:1 \"item\" must be a document, but is \"\"",
            "WRONG_TYPE 9:11 \"click\" must be a number, but is \"NaN\"",
            "PROPENSITY_NOT_ABOVE_0 5:13 \"p\" is 0; what was shown had a probability above 0",
            "PROPENSITY_ABOVE_1 6:13 \"p\" is 1.5; it is a probability, from 0 to 1");
    assertThat(report.sentences().get(0)).isEqualTo("1 of 8 rows used, in 1 sessions with 1 steps");
  }

  @Test
  void refusesALogWithTooManyFaultyRows() throws IOException {
    Log log = log(DECISIONS, 0.4, "item,page,age,click,p\n", "7,home,31,1,25\n", "7,home,31,1,1\n");
    assertThatThrownBy(() -> log.read(session -> {}))
        .isInstanceOfSatisfying(
            InvalidFile.class,
            e -> {
              assertThat(e.line()).isEqualTo(2);
              assertThat(e.column()).isEqualTo(13);
            })
        .hasMessageContaining("\"p\" is 25; it is a probability, from 0 to 1")
        .hasMessageContaining("1 of 2 rows would be excluded, more than logs.max_excluded allows");
  }

  @Test
  void excludesTheSessionOfAFaultyRowAsAWhole() throws IOException {
    Log log =
        log(
            STEPS,
            1,
            "visit,nr,item,click,p,end\n",
            "a,0,1,0,0.5,continues\n",
            "a,1,1,0,2,continues\n",
            "a,2,1,0,0.5,ended\n",
            "b,0,1,0,0.5,continues\n",
            "b,2,1,0,0.5,continues\n",
            "c,0,1,0,0.5,ended\n",
            "c,1,1,0,0.5,ended\n",
            "d,0,1,0,0.5,continues\n",
            "d,0,1,0,0.5,continues\n");
    LogReport report = log.read(session -> {});
    assertBalanced(report);
    assertThat(report.used().sessions()).isEqualTo(2);
    assertThat(report.leftOut().faultySessions()).isEqualTo(2);
    assertThat(report.leftOut().faultlessRows()).isEqualTo(3);
    assertThat(report.excluded().get(Exclusion.DUPLICATE).rows()).isEqualTo(2);
    assertThat(report.excluded().get(Exclusion.INCOMPLETE).rows()).isEqualTo(1);
    assertThat(report.excluded().get(Exclusion.PROPENSITY_ABOVE_1).rows()).isEqualTo(1);
  }

  @Test
  void findsRowsOutOfTimeOrderAndDuplicates() throws IOException {
    Log log =
        log(
            TIMES,
            1,
            "visit,ts,item,click\n",
            "a,2026-01-31 12:00:00,1,0\n",
            "b,2026-01-31 12:00:01,1,0\n",
            "a,2026-01-31 12:00:02.5,2,0\n",
            "a,2026-01-31 12:00:00,1,0\n",
            "b,2026-01-31 12:00:00,2,0\n",
            "c,noon,2,0\n");
    LogReport report = log.read(session -> {});
    assertBalanced(report);
    assertThat(report.used().sessions()).isEqualTo(1);
    assertThat(report.excluded().get(Exclusion.DUPLICATE).rows()).isEqualTo(1);
    assertThat(report.excluded().get(Exclusion.OUT_OF_ORDER).rows()).isEqualTo(1);
    assertThat(report.excluded().get(Exclusion.WRONG_TYPE).rows()).isEqualTo(1);
  }

  /** Without step and time, the rows of a session stand together. */
  @Test
  void findsDuplicatedSessionsWithoutStepsAndTimes() throws IOException {
    LogColumns columns =
        new LogColumns(
            "visit", null, null, List.of(), List.of(), "item", null, "click", null, null);
    Log log = log(columns, 1, "visit,item,click\n", "1,1,0\n", "1,2,0\n", "2,1,0\n", "1,1,0\n");
    LogReport report = log.read(session -> {});
    assertBalanced(report);
    assertThat(report.used().sessions()).isEqualTo(2);
    assertThat(report.excluded().get(Exclusion.DUPLICATE).examples().get(0).message())
        .isEqualTo("the session 1 was complete before; sort the file by session");
  }

  @Test
  void rowWithoutAFieldExcludesTheSessionItMayBelongTo() throws IOException {
    LogColumns columns =
        new LogColumns(
            "visit", null, null, List.of(), List.of(), "item", null, "click", null, null);
    Log log =
        log(columns, 1, "visit,item,click\n", "1,1,0\n", "1,2\n", "1,3,0\n", "2,1,0\n", "3,0\n");
    LogReport report = log.read(session -> assertThat(session.id()).isEqualTo(2));
    assertBalanced(report);
    assertThat(report.leftOut().faultySessions()).isEqualTo(1);
    assertThat(report.leftOut().faultlessRows()).isEqualTo(2);
    assertThat(report.excluded().get(Exclusion.BROKEN_ROW).rows()).isEqualTo(2);
  }

  @Test
  void keepsUnsortedSingleDecisionsAndSaysSo() throws IOException {
    LogColumns columns =
        new LogColumns(null, null, "ts", List.of(), List.of(), "item", null, "click", null, null);
    LogReport report = log(columns, 0, "ts,item,click\n", "3,1,0\n", "2,1,0\n").read(session -> {});
    assertThat(report.used().rows()).isEqualTo(2);
    assertThat(report.used().unsorted()).isEqualTo(1);
  }

  @Test
  void lineEndsOfCarriageReturnsAreToldInAFewWords() throws IOException {
    Log log = log(DECISIONS, 1, "item,page,age,click,p\r" + "1,2,3,4,0.5\r".repeat(1_000));
    assertThatThrownBy(() -> log.read(session -> {}))
        .isInstanceOf(InvalidFile.class)
        .hasMessage("a carriage return is not a line end; save the file with \\n at line ends");
    Log wide = log(DECISIONS, 1, "x".repeat(9_000) + "\n");
    assertThatThrownBy(() -> wide.read(session -> {}))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1_200).endsWith("x..."));
  }

  @Test
  void namesMissingColumns() throws IOException {
    Log log = log(DECISIONS, 1, "item;page;age;click;p\n");
    assertThatThrownBy(() -> log.read(session -> {}))
        .isInstanceOf(InvalidFile.class)
        .hasMessage(
            "the column \"page\" (state) is missing; the header has item;page;age;click;p; set"
                + " separator to the character between the columns");
  }

  @Test
  void refusesAQuoteThatIsNeverClosed() throws IOException {
    Log log = log(DECISIONS, 1, "item,page,age,click,p\n", "7,\"home,31,1,0.25\n");
    assertThatThrownBy(() -> log.read(session -> {}))
        .isInstanceOfSatisfying(InvalidFile.class, e -> assertThat(e.line()).isEqualTo(2))
        .hasMessage("the quote that opens here is never closed");
  }

  @Test
  void refusesInvalidDeclarations() throws IOException {
    Path file = write("a\n");
    assertThatThrownBy(() -> Log.of(LogOptions.DEFAULTS, folder, List.of()))
        .isInstanceOf(InvalidOption.class);
    LogOptions none = new LogOptions(file.toString(), null, ",", null, 0);
    assertThatThrownBy(() -> Log.of(none, folder, List.of()))
        .hasMessageContaining("columns: {action: ..., reward: ...}");
    LogOptions absent = new LogOptions("absent.csv", DECISIONS, ",", null, 0);
    assertThatThrownBy(() -> Log.of(absent, folder, List.of())).isInstanceOf(InvalidFile.class);
  }

  @Test
  void readsRecordsAcrossTheEndsOfTheBuffer() throws IOException {
    StringBuilder rows = new StringBuilder("item,page,age,click,p\n");
    double sum = 0;
    for (int i = 0; i < 60_000; i++) {
      rows.append(i)
          .append(",\"pa\"\"ge ")
          .append(i % 10)
          .append("\",3,")
          .append(i % 7)
          .append(",0.5\n");
      sum += i % 7;
    }
    Log log = log(DECISIONS, 0, rows.toString());
    double[] read = new double[2];
    LogReport report =
        log.read(
            session -> {
              read[0] += session.reward(0);
              read[1] += session.document(0, 0);
            });
    assertThat(report.used().rows()).isEqualTo(60_000);
    assertThat(read[0]).isEqualTo(sum);
    assertThat(read[1]).isEqualTo(59_999 * 30_000.0);
    assertThat(log.states().texts()).isEqualTo(10);
    assertThat(log.states().text(-4)).isEqualTo("pa\"ge 3");
  }

  @Test
  void readsSessionLogs() throws IOException {
    Path file = folder.resolve("a-seed-0.jsonl");
    Files.writeString(
        file,
        """
        {"agent":"a","seed":0,"session":0,"step":0,"user":{"age":2.5},"candidates":[{"id":7,"topic":1,"features":[0.0]},{"id":8,"topic":0,"features":[1.0]}],"slate":[1,0],"slate_ids":[8,7],"propensity":0.5,"propensities":[0.5,1.0],"clicks":[1],"signals":{"click":[0.0,1.0]},"reward":4.0,"status":"continues"}
        {"agent":"a","seed":0,"session":1,"step":0,"user":{"age":2.5},"slate":[3],"slate_ids":[3],"clicks":[],"reward":0.0,"status":"cut_off"}
        {"agent":"a","seed":0,"session":0,"step":1,"user":{"age":3},"slate":[2],"slate_ids":[2],"clicks":[],"reward":1.0,"status":"ended"}
        {"agent":"a","seed":0,"session":2,"step":0,"user":{"age":3},"slate":[2],"sla
        {"agent":"a","seed":0,"session":0,"step":0,"user":{"age":3},"slate":[2],"slate_ids":[2],"clicks":[],"reward":1.0,"status":"ended"}
        """);
    Files.writeString(folder.resolve("columns.json"), "{}");
    LogColumns signal =
        new LogColumns(null, null, null, null, null, null, null, "click", null, null);
    Log log = Log.of(new LogOptions(".", signal, ",", null, 1), folder, List.of());
    List<LoggedSession.End> ends = new ArrayList<>();
    LogReport report =
        log.read(
            session -> {
              ends.add(session.end());
              if (session.steps() == 2) {
                assertThat(session.reward(0)).isEqualTo(4);
                assertThat(session.reward(0, 1)).isEqualTo(1);
                assertThat(session.clicked(0, 0)).isFalse();
                assertThat(session.clicked(0, 1)).isTrue();
                assertThat(session.document(0, 0)).isEqualTo(8);
                assertThat(session.index(0, 0)).isEqualTo(1);
                assertThat(session.propensity(0)).isEqualTo(0.5);
                assertThat(session.propensity(1)).isNaN();
                assertThat(session.candidates(0)).isEqualTo(2);
                assertThat(session.candidate(0, 1)).isEqualTo(8);
                assertThat(session.features(0, 1)).containsExactly(1);
                assertThat(session.user(1, 0)).isEqualTo(3);
              }
            });
    assertThat(ends).containsExactly(LoggedSession.End.CUT_OFF, LoggedSession.End.ENDED);
    assertThat(report.excluded().get(Exclusion.BROKEN_ROW).rows()).isEqualTo(1);
    assertThat(report.excluded().get(Exclusion.DUPLICATE).rows()).isEqualTo(1);
  }

  private static void assertBalanced(LogReport report) {
    long excluded = report.excluded().values().stream().mapToLong(it -> it.rows()).sum();
    assertThat(report.used().rows() + excluded + report.leftOut().faultlessRows())
        .isEqualTo(report.rows());
  }

  private Path write(String... lines) throws IOException {
    return Files.writeString(folder.resolve("log.csv"), String.join("", lines));
  }

  private Log log(LogColumns columns, double maxExcluded, String... lines) throws IOException {
    LogOptions options = new LogOptions(write(lines).toString(), columns, ",", null, maxExcluded);
    return Log.of(options, folder, List.of());
  }

  private List<String> sessions(LogColumns columns, String... lines) throws IOException {
    return sessions(log(columns, 0, lines));
  }

  static List<String> sessions(Log log) {
    List<String> read = new ArrayList<>();
    log.read(session -> read.add(described(log, session)));
    return read;
  }

  private static String described(Log log, LoggedSession session) {
    StringBuilder text = new StringBuilder(session.id() + " " + session.end());
    for (int step = 0; step < session.steps(); step++) {
      text.append(" [").append(log.states().text(session.state(step)));
      for (int f = 0; f < log.userFeatures().size(); f++) {
        text.append(' ').append(session.user(step, f));
      }
      for (int p = 0; p < session.size(step); p++) {
        text.append(' ')
            .append(log.documents().text(session.document(step, p)))
            .append(':')
            .append(session.reward(step, p))
            .append('@')
            .append(session.propensity(step, p));
      }
      if (session.size(step) > 1) {
        text.append(" = ")
            .append(session.reward(step))
            .append('@')
            .append(session.propensity(step));
      }
      text.append(']');
    }
    return text.toString();
  }
}
