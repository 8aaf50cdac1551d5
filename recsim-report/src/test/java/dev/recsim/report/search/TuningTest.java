package dev.recsim.report.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.report.page.Page.Cell;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.search.SearchOutcome.Candidate;
import dev.recsim.report.search.SearchOutcome.Rung;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is said of a search. */
class TuningTest {
  private static final Candidate DECLARED =
      new Candidate("ours", Map.of(), new double[] {1, 2, 3}, null);
  private static final Candidate BEST =
      new Candidate("ours-1", Map.of("gamma", "0.5\n"), new double[] {4, 5, 6}, null);
  private static final Candidate FAILED =
      new Candidate("ours-2", Map.of("gamma", "2"), new double[0], "ours-2-seed-10000: broke");

  private static final Map<String, SortedMap<Integer, Double>> CONFIRMED =
      Map.of(
          "ours", new TreeMap<>(Map.of(0, 1.0, 1, 2.0, 2, 3.0)),
          "ours-1", new TreeMap<>(Map.of(0, 3.0, 1, 4.0, 2, 5.0)));

  @Test
  void promisedAndConfirmedAreOfDifferentSeeds() {
    Tuning tuning = Tuning.of(outcome(Optional.of(1)), CONFIRMED);

    assertThat(tuning.promised().orElseThrow().mean().mean()).isEqualTo(5);
    assertThat(tuning.promised().orElseThrow().bySeed().keySet())
        .containsExactly(10_000, 10_001, 10_002);
    assertThat(tuning.confirmed().orElseThrow().mean().mean()).isEqualTo(4);
    assertThat(tuning.gain().orElseThrow().bySeed()).isEqualTo(Map.of(0, 2.0, 1, 2.0, 2, 2.0));
    assertThat(tuning.lines())
        .containsExactly(
            "search: ours-1 is the best of 3 candidates (1 failed): gamma 0.5",
            "promised  5.0 (95 % interval 2.5 to 7.5) over the 3 seeds by which it was chosen",
            "confirmed 4.0 (95 % interval 1.5 to 6.5) over 3 fresh seeds; +2.0000 (95 %"
                + " interval no spread) against ours on the same seeds");
    assertThat(tuning.yaml("tune", "agents: {}\n").lines())
        .hasSize(6)
        .endsWith("agents: {}")
        .allMatch(line -> line.startsWith("# ") || line.equals("agents: {}"));
  }

  @Test
  void declaredAgentMayWin() {
    Tuning tuning = Tuning.of(outcome(Optional.of(0)), CONFIRMED);

    assertThat(tuning.gain()).isEmpty();
    assertThat(tuning.lines().get(0))
        .isEqualTo("search: ours is the best of 3 candidates (1 failed): its options as declared");
    assertThat(tuning.lines().get(2)).endsWith("over 3 fresh seeds");
    Section section = SearchSection.of(tuning).get(0);
    assertThat(section.table().rows()).hasSize(2);
  }

  @Test
  void failuresAreShown() {
    Tuning nothing = Tuning.of(outcome(Optional.empty()), Map.of());
    assertThat(nothing.lines())
        .containsExactly("search: every one of 3 candidates failed; see the report");
    assertThat(SearchSection.of(nothing))
        .extracting(Section::id)
        .containsExactly("rungs", "candidates");

    Tuning unconfirmed = Tuning.of(outcome(Optional.of(1)), Map.of());
    assertThat(unconfirmed.lines().get(2))
        .isEqualTo("confirmed nothing: its trials failed or are missing");
    List<Section> sections = SearchSection.of(unconfirmed);
    assertThat(sections.get(2).table().rows())
        .extracting(row -> row.get(0).text())
        .containsExactly("ours-1", "ours", "ours-2");
    assertThat(sections.get(2).table().rows().get(2))
        .extracting(Cell::text)
        .containsExactly("ours-2", "2", "-", "0", "ours-2-seed-10000: broke");
  }

  @Test
  void longTablesAreCut() {
    List<Candidate> many =
        IntStream.range(0, 100)
            .mapToObj(i -> new Candidate("ours-" + i, Map.of("k", "v"), new double[] {i}, null))
            .toList();
    SearchOutcome search =
        new SearchOutcome("ours", "random", many, List.of(), List.of(7), Optional.of(99));
    Section candidates = SearchSection.of(Tuning.of(search, Map.of())).get(2);

    assertThat(candidates.table().rows()).hasSize(30);
    assertThat(candidates.table().rows().get(0).get(0).text()).isEqualTo("ours-99");
    assertThat(candidates.lead()).contains("results.json has all 100.");
  }

  private static SearchOutcome outcome(Optional<Integer> winner) {
    return new SearchOutcome(
        "ours",
        "halving",
        List.of(DECLARED, BEST, FAILED),
        List.of(new Rung(1, List.of(0, 1, 2)), new Rung(3, List.of(0, 1))),
        List.of(10_000, 10_001, 10_002),
        winner);
  }
}
