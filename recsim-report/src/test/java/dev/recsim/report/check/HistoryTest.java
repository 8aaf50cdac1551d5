package dev.recsim.report.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.baseline.Revision;
import dev.recsim.baseline.Snapshot;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.baseline.Snapshot.SeedScore;
import dev.recsim.json.JsonText;
import dev.recsim.report.check.History.AgentValues;
import dev.recsim.report.page.Page.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final List<AgentValues> NOW =
      List.of(new AgentValues("a", new double[] {4, 6}), new AgentValues("new", new double[] {5}));

  @Test
  void oldestBaselineComesFirstAndThisRunLast() {
    Section section = section(revision("c2", "f", "a", 3, 5), revision("c1", "e", "a", 2, 2));
    assertThat(JsonText.pretty(section.chart().data().node()))
        .isEqualTo(
            """
            {
             "points": [
              {"commit": "c1", "date": "2026-11-25", "subject": "Record c1"},
              {"commit": "c2", "date": "2026-11-25", "subject": "Record c2", "changed": true},
              {}
             ],
             "series": [
              {
               "agent": "a",
               "values": [[0, 2, 2, 2, 2], [1, 4, -8.706205, 16.7062, 2], [2, 5, -7.706205, 17.7062, 2]]
              },
              {
               "agent": "new",
               "values": [[2, 5, null, null, 1]]
              }
             ]
            }
            """);
  }

  @Test
  void tableHasTheNewestFirstAndGapsWhereAnAgentWasNotThere() {
    Section section = section(revision("c2", "f", "a", 3, 5), revision("c1", "f", "b", 1));
    assertThat(section.behind().get(0).rows())
        .extracting(row -> row.stream().map(cell -> cell.text()).toList())
        .containsExactly(
            List.of("this run", "", "", "5 (-8 to 18)", "5.0000"),
            List.of("c2", "2026-11-25", "Record c2", "4 (-9 to 17)", "-"),
            List.of("c1", "2026-11-25", "Record c1", "-", "-"));
  }

  @Test
  void onePointIsNoHistory() {
    assertThat(new History(List.of(), "f", NOW).section()).isEqualTo(Section.NONE);
    assertThat(new History(List.of(revision("c", "f", "a", 1)), "f", List.of()).section())
        .isEqualTo(Section.NONE);
  }

  @Test
  void historyIsFoldedIfNothingChanged() {
    List<AgentValues> now = List.of(new AgentValues("a", new double[] {4, 6}));
    assertThat(new History(List.of(revision("c", "f", "a", 4, 6)), "f", now).section().folded())
        .isTrue();
    assertThat(new History(List.of(revision("c", "f", "a", 4, 6.1)), "f", now).section().folded())
        .as("another score")
        .isFalse();
    assertThat(new History(List.of(revision("c", "e", "a", 4, 6)), "f", now).section().folded())
        .as("another experiment")
        .isFalse();
    assertThat(new History(List.of(revision("c", "f", "b", 4, 6)), "f", now).section().folded())
        .as("another agent")
        .isFalse();
  }

  @Test
  void onlyTheNewestBaselinesAreDrawn() {
    List<Revision> many = new ArrayList<>();
    IntStream.range(0, 400).forEach(i -> many.add(revision("c" + i, "f", "a", 1, 2)));
    Section section = new History(many, "f", NOW).section();
    assertThat(section.chart().data().node().get("points")).hasSize(51);
    assertThat(section.chart().data().node().at("/points/49/commit").asText()).isEqualTo("c0");
  }

  @Test
  void subjectCannotTurnTheDirectionOfReading() {
    Revision revision = revision("c", "f", "a", 1);
    Revision turned =
        new Revision("c", "d", "\u202Eevil\r\nsecond", revision.fingerprint(), revision.means());
    assertThat(section(turned).behind().get(0).rows().get(1).get(2).text())
        .isEqualTo("evil second");
  }

  private static Section section(Revision... revisions) {
    return new History(List.of(revisions), "f", NOW).section();
  }

  private static Revision revision(
      String commit, String fingerprint, String agent, double... scores) {
    List<SeedScore> seeds =
        IntStream.range(0, scores.length)
            .mapToObj(seed -> new SeedScore(seed, scores[seed], "d", Map.of()))
            .toList();
    return new Revision(
        commit,
        "2026-11-25",
        "Record " + commit,
        new Snapshot(
            "e",
            fingerprint,
            "",
            new TreeMap<>(),
            null,
            List.of(new AgentScores(agent, "x", false, null, seeds, new TreeMap<>(), List.of())),
            List.of()));
  }
}
