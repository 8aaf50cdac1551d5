package dev.recsim.logs.served;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.InvalidFile;
import dev.recsim.logs.Log;
import dev.recsim.logs.LogOptions;
import dev.recsim.logs.LogOptions.Late;
import dev.recsim.logs.LogOptions.Repeated;
import dev.recsim.logs.LogReport;
import dev.recsim.tool.ServedText;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ServedLogTest extends ReadServedLog {
  @Test
  void outcomesBelongToTheirDecisions() {
    text()
        .decision("a", "u1", "")
        .decision("b", "u2", "")
        .at(1)
        .outcome("b", 3, "")
        .outcome("a", 2, ",\"status\":\"continues\"")
        .decision("c", "u1", "")
        .at(2)
        .outcome("c", 1, ",\"status\":\"ended\"")
        .at(3)
        .decision("d", "u1", "")
        .at(100)
        .decision("z", "u9", "");

    assertThat(sessions()).containsExactly("2.0 1.0 ENDED", "3.0 UNKNOWN", "0.0 UNKNOWN");
  }

  @Test
  void theReportSaysWhatIsThere() {
    text().decision("a", "u1", "").outcome("a", 1, "").at(100).decision("z", "u9", "");

    LogReport report = log().read(session -> {});

    assertThat(report.sentences())
        .containsExactly(
            "1 of 1 rows used, in 1 sessions with 1 steps",
            "served log: 2 decisions and 1 outcomes in 1 files of 1 server; 50.00 % of the decisions"
                + " have an outcome, the others earned 0",
            "1 sessions with 1 decisions may go on after the end of the log and are left out");
  }

  /** Positions have the rewards that are reported, or the clicks. */
  @Test
  void positionsHaveRewards() {
    ServedText text = text();
    text.line("\"kind\":\"start\",\"catalogue\":\"x and 7\",\"catalogue_size\":2");
    String two =
        "\"kind\":\"decision\",\"catalogue\":\"x and 7\",\"unit\":\"u%1$s\",\"id\":\"%1$s\",\"slate_ids\":[\"x\",\"7\"]";
    for (int i = 0; i < 5; i++) {
      text.line(two.formatted(i));
    }
    text.line("\"kind\":\"outcome\",\"decision\":\"0\",\"clicks\":[1],\"status\":\"ended\"")
        .line(
            "\"kind\":\"outcome\",\"decision\":\"1\",\"rewards\":[2,3],\"clicks\":[0],\"status\":\"ended\"")
        .line(
            "\"kind\":\"outcome\",\"decision\":\"2\",\"reward\":9,\"clicks\":[0],\"status\":\"ended\"")
        .line(
            "\"kind\":\"outcome\",\"decision\":\"3\",\"reward\":9,\"rewards\":[2,3],\"status\":\"ended\"")
        .at(100)
        .decision("z", "u9", "");
    List<String> read = new ArrayList<>();

    Log log = log();
    log.read(
        it ->
            read.add(
                "%s = %s + %s, %s %s"
                    .formatted(
                        it.reward(0),
                        it.reward(0, 0),
                        it.reward(0, 1),
                        it.clicked(0, 0),
                        log.documents().text(it.document(0, 0)))));

    assertThat(read)
        .containsExactly(
            "1.0 = 0.0 + 1.0, false x",
            "5.0 = 2.0 + 3.0, true x",
            "9.0 = NaN + NaN, true x",
            "9.0 = NaN + NaN, false x",
            "0.0 = 0.0 + 0.0, false x");
  }

  @Test
  void aSessionIsThatOfTheApplicationOrEndsAfterAGap() {
    text()
        .decision("a", "u1", ",\"session\":\"s\"")
        .decision("b", "u1", ",\"session\":\"t\"")
        .decision("c", "u2", ",\"session\":\"s\"")
        .at(20)
        .decision("d", "u1", ",\"session\":\"s\"")
        .at(51)
        .decision("e", "u1", ",\"session\":\"s\"")
        .at(200)
        .decision("z", "u9", "");
    List<Integer> steps = new ArrayList<>();
    TreeSet<Long> users = new TreeSet<>();
    TreeSet<Long> ids = new TreeSet<>();

    log()
        .read(
            session -> {
              steps.add(session.steps());
              users.add(session.userId());
              ids.add(session.id());
            });

    assertThat(steps).containsExactlyInAnyOrder(1, 1, 2, 1);
    assertThat(users).hasSize(2);
    assertThat(ids).hasSizeGreaterThanOrEqualTo(3);
    gap = "0";
    steps.clear();
    log().read(session -> steps.add(session.steps()));
    assertThat(steps).containsExactly(1, 1, 1, 1, 1);
  }

  /** A session goes over midnight, and over a new file. */
  @Test
  void aSessionGoesOnInTheNextFile() {
    text()
        .at(719)
        .decision("a", "u1", "")
        .file(2)
        .at(721)
        .outcome("a", 1, "")
        .decision("b", "u1", "")
        .file(3)
        .at(725)
        .outcome("b", 2, "")
        .at(900)
        .decision("z", "u9", "");

    assertThat(sessions()).containsExactly("1.0 2.0 UNKNOWN");
  }

  @Test
  void lateOutcomesAreDroppedOrKept() {
    text()
        .decision("a", "u1", "")
        .decision("b", "u2", "")
        .at(5)
        .decision("c", "u2", "")
        .at(10.5)
        .outcome("a", 1, "")
        .at(100)
        .outcome("b", 2, "")
        .at(300)
        .decision("z", "u9", "");

    assertThat(sessions()).containsExactly("0.0 UNKNOWN", "0.0 0.0 UNKNOWN");
    assertThat(notes())
        .contains("2 outcomes came later than the attribution of 10m and are dropped");
    late = Late.KEEP;
    assertThat(sessions()).containsExactlyInAnyOrder("1.0 UNKNOWN", "2.0 0.0 UNKNOWN");
    assertThat(notes()).contains("2 outcomes came later than the attribution of 10m and are used");
  }

  @Test
  void theFirstOutcomeCountsOrTheirSum() {
    text()
        .decision("a", "u1", "")
        .outcome("a", 1, ",\"clicks\":[0]")
        .outcome("a", 2, ",\"status\":\"ended\"")
        .at(100)
        .outcome("a", 2, "")
        .decision("z", "u9", "");

    assertThat(sessions()).containsExactly("1.0 UNKNOWN");
    assertThat(notes())
        .contains("1 outcomes are not the first of their decision; only the first counts");
    repeated = Repeated.SUM;
    assertThat(sessions()).containsExactly("3.0 ENDED");
  }

  @Test
  void unknownOutcomesAreCounted() {
    text().decision("a", "u1", "").outcome("q", 1, "").at(100).decision("z", "u9", "");

    assertThat(notes()).contains("1 outcomes belong to no decision of the log");
    assertThat(sessions()).containsExactly("0.0 UNKNOWN");
  }

  /** Nobody knows what comes after the end of the log. */
  @Test
  void openSessionsAreLeftOut() {
    text()
        .decision("a", "u1", "")
        .at(50)
        .decision("b", "u2", "")
        .outcome("b", 5, "")
        .decision("c", "u3", "")
        .outcome("c", 4, ",\"status\":\"ended\"")
        .at(59)
        .decision("d", "u4", "");

    assertThat(sessions()).containsExactlyInAnyOrder("0.0 UNKNOWN", "4.0 ENDED");
    assertThat(notes())
        .contains(
            "2 sessions with 2 decisions may go on after the end of the log and are left out");
  }

  @Test
  void aLogThatIsTooShortSaysSo() {
    text().decision("a", "u1", "").outcome("a", 1, "");

    assertThatThrownBy(this::sessions)
        .isInstanceOf(InvalidFile.class)
        .hasMessageContaining("all 1 decisions may go on after the end of the log")
        .hasMessageContaining("send the status of sessions, or set logs.attribution");
    gap = "0";
    assertThat(sessions()).containsExactly("1.0 UNKNOWN");
  }

  @Test
  void sessionsOfOtherArmsAreLeftOut() {
    text()
        .decision("a", "u1", ",\"arm\":\"x\"")
        .decision("b", "u2", ",\"arm\":\"y\"")
        .decision("c", "u3", ",\"arm\":\"y\"")
        .decision("d", "u3", ",\"arm\":\"x\"")
        .decision("e", "u4", "")
        .at(100)
        .decision("z", "u9", "");

    assertThat(sessions()).hasSize(4);
    arms = List.of("x");
    assertThat(sessions()).containsExactly("0.0 UNKNOWN");
    assertThat(notes())
        .contains(
            "2 sessions of other arms are left out",
            "1 sessions changed their arm and are left out");
    arms = List.of("xx");
    assertThatThrownBy(this::sessions)
        .hasMessageContaining("no session is of the arms [xx] of logs.arms; arms of the log are [");
  }

  @Test
  void interleavedSlatesAreLeftOutUnlessKept() {
    text().decision("a", "u1", ",\"teams\":[\"new\"]").at(100).decision("z", "u9", "");

    assertThat(sessions()).isEmpty();
    assertThat(notes()).contains("1 sessions with interleaved slates are left out");
    interleaved = Late.KEEP;
    assertThat(sessions()).hasSize(1);
  }

  @Test
  void fallbacksHaveNoPropensities() {
    ServedText text = text();
    for (int i = 0; i < 200; i++) {
      text.decision("a" + i, "u" + i, i < 2 ? ",\"fallback\":\"time_limit\"" : "");
    }
    text.at(100).decision("z", "u", "");

    assertThat(sessions()).hasSize(200);
    propensities = true;
    assertThat(sessions()).hasSize(198);
    assertThat(notes())
        .contains("2 sessions with a fallback are left out, because it has no propensity");
    text.at(101).decision("y", "v", ",\"fallback\":\"error\"").at(200).decision("x", "w", "");
    assertThatThrownBy(this::sessions)
        .isInstanceOf(InvalidFile.class)
        .hasMessageStartingWith(
            "3 of 202 decisions were answered by a fallback, more than logs.fallbacks allows (0.01)");
  }

  /** Servers share units, and their clocks differ: an outcome comes before its decision. */
  /** The file that was begun later has earlier times. */
  @Test
  void optionsMustFit() {
    assertThatThrownBy(
            () ->
                new LogOptions(
                    null, null, ",", null, 0, null, null, null, "served", null, null, null, null,
                    null, null, null, null, null))
        .isInstanceOf(InvalidOption.class)
        .hasMessageContaining("belongs to served logs; write type: served");
    assertThatThrownBy(this::sessions)
        .isInstanceOf(InvalidFile.class)
        .hasMessageContaining("the folder is missing; check logs.folder");
  }
}
