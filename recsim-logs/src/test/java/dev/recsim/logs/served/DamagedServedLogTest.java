package dev.recsim.logs.served;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.Options.InvalidFile;
import dev.recsim.logs.Exclusion;
import dev.recsim.logs.LogReport;
import dev.recsim.served.ServedFault;
import dev.recsim.tool.ServedText;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Logs that lack something, or that several servers wrote. */
class DamagedServedLogTest extends ReadServedLog {
  @Test
  void lostRecordsAreGaps() {
    ServedText text = text();
    text.decision("a", "u1", "").lose(3).at(100).decision("z", "u9", "");
    text.line("\"kind\":\"forgotten\",\"count\":5").lose(4);
    text.line("\"kind\":\"stop\"");

    assertThatThrownBy(this::sessions)
        .isInstanceOf(InvalidFile.class)
        .hasMessageStartingWith("3 of 8 records are lost, more than logs.max_excluded allows");
    maxExcluded = 1;
    assertThat(notes())
        .contains(
            "3 records are lost: 37.50 % of all", "5 records were removed by recsim:log-forget");
  }

  @Test
  void aTornTailIsNotUsed() {
    text().decision("a", "u1", "").at(100).decision("z", "u9", "").raw("{\"seq\":3,\"ti");

    assertThat(sessions()).containsExactly("0.0 UNKNOWN");
    assertThat(notes()).contains("1 files end within a record, which is not used");
  }

  @Test
  void brokenLinesAreExcluded() {
    maxExcluded = 1;
    text()
        .raw("{\"seq\":1,\"ti\n")
        .raw("[]\n")
        .decision("a", "u1", "")
        .decision("a", "u1", "")
        .decision("b", "u2", ",\"propensities\":[2]")
        .decision("c", "u3", ",\"propensities\":[0]")
        .decision("d", "u4", ",\"user\":[1]")
        .decision("e", "u5", "")
        .outcome("e", 1, ",\"clicks\":[4]")
        .at(100)
        .decision("z", "u9", "");

    LogReport report = log().read(session -> {});

    assertThat(report.sentences().subList(0, 6))
        .satisfiesExactly(
            it -> assertThat(it).isEqualTo("1 of 8 rows used, in 1 sessions with 1 steps"),
            it -> assertThat(it).startsWith("excluded 2 broken rows").contains("jsonl:2:"),
            it ->
                assertThat(it).contains("excluded 2 values of a wrong type").contains("user has 1"),
            it -> assertThat(it).startsWith("excluded 1 propensities of 0 or less"),
            it -> assertThat(it).startsWith("excluded 1 propensities above 1"),
            it -> assertThat(it).startsWith("excluded 1 duplicated rows").contains(":5:1:"));
  }

  @Test
  void listsForPositionsAreNotEmpty() {
    maxExcluded = 1;
    text()
        .decision("a", "u1", ",\"propensities\":[]")
        .decision("b", "u2", "")
        .outcome("b", 1, ",\"rewards\":[]")
        .at(100)
        .decision("z", "u9", "");

    assertThat(log().read(session -> {}).excluded().get(Exclusion.WRONG_TYPE).examples())
        .extracting(LogReport.Place::message)
        .containsExactly(
            "propensities must be a list with an entry for each document",
            "rewards must be a list with an entry for each document");
  }

  @Test
  void severalServersAreReadTogether() {
    new ServedText(folder.resolve("served/one"))
        .decision("a", "u1", "")
        .at(2)
        .decision("b", "u1", "")
        .at(100)
        .decision("y", "u8", "");
    new ServedText(folder.resolve("served/two"))
        .at(1)
        .outcome("a", 1, "")
        .outcome("b", 2, "")
        .at(4)
        .decision("c", "u1", "")
        .at(100)
        .decision("z", "u9", "");

    assertThat(sessions()).containsExactly("1.0 2.0 0.0 UNKNOWN");
    assertThat(notes().get(0)).contains("in 2 files of 2 servers");
  }

  @Test
  void theClockMayGoBack() {
    text()
        .at(60)
        .decision("a", "u1", "")
        .file(2)
        .at(0)
        .outcome("a", 1, "")
        .decision("b", "u1", "")
        .at(1)
        .outcome("b", 2, "")
        .at(200)
        .decision("z", "u9", "");

    assertThat(sessions()).containsExactly("1.0 2.0 UNKNOWN");
    assertThat(notes()).contains("the clock of a server went back 1 times");
  }

  @Test
  void onlyOpenDecisionsAreInMemory() throws Exception {
    ServedText text = text();
    for (int i = 0; i < 3_000; i++) {
      text.at(i).decision("d" + i, "u" + i, "").outcome("x" + i, 1, "");
    }
    int[] most = {0};
    ServedJoin.Events none =
        new ServedJoin.Events() {
          @Override
          public void decision(ServedDecision decision) {}

          @Override
          public void outcome(ServedDecision decision, ServedOutcome outcome) {}

          @Override
          public void broken(ServedFault fault, Path file, long line) {}
        };
    try (ServedJoin join =
        new ServedJoin(ServedFolder.of(folder.resolve("served")), ServedOptions.DEFAULTS, none)) {
      while (join.advance()) {
        most[0] = Math.max(most[0], join.inMemory());
      }
    }

    assertThat(most[0]).isBetween(60, 70);
  }

  @Test
  void saltsOfSeveralServersShouldBeOne() {
    String start = "\"kind\":\"start\",\"units\":\"hashed\"";
    for (String server : List.of("one", "two")) {
      new ServedText(folder.resolve("served").resolve(server))
          .line(start)
          .decision("a" + server, "u", "")
          .at(100)
          .decision("b" + server, "v", "");
    }

    assertThat(notes())
        .anyMatch(it -> it.startsWith("2 of the servers hash units with a salt of their own"));
  }

  @Test
  void partsAreByTime() {
    text().decision("a", "u1", "").at(60).decision("b", "u2", "").at(200).decision("z", "u9", "");
    from = "2026-01-01T12:30:00Z";

    LogReport report = log().read(session -> {});

    assertThat(report.leftOut().outside()).isEqualTo(1);
    assertThat(log().dated()).isTrue();
  }

  /** Memory is that of what may still change. */
}
