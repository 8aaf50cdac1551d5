package dev.recsim.report.shown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.explain.shown.ShownTables;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShownSectionsTest {
  private static final ShownTables TABLES = MadeUp.tables("random", "greedy", "learner");

  @Test
  void firstSentenceTellsTheLargestDifference() {
    // 620 of 1,220 impressions against 120 of 720.
    assertThat(lead(TABLES, List.of("learner", "greedy", "random"), "random"))
        .startsWith("learner shows topic 2 in 51 % of positions, random in 17 %.")
        .contains("in the first 40 evaluation sessions of seed 3.");
  }

  @Test
  void withoutAReferenceTheBestIsComparedWithTheFirstOther() {
    assertThat(lead(TABLES, List.of("random", "greedy"), ""))
        .startsWith("random shows topic 1 in 17 % of positions, greedy in 51 %.");
  }

  @Test
  void singleAgentTellsWhatItShowsMost() {
    assertThat(lead(MadeUp.tables("only"), List.of("only"), "only"))
        .startsWith("only shows topic 0 most: in 17 % of positions.");
  }

  @Test
  void agentsThatShowTheSameAreSimilar() {
    ShownTables tables = MadeUp.tables("a", "b");
    ShownTables same = with(tables, List.of(tables.agents().get(0), renamed(tables, "b")));
    assertThat(lead(same, List.of("a"), "b"))
        .startsWith(
            "a and b show each topic about equally often: no share differs by 5 points or more.");
  }

  @Test
  void agentThatWasNotReplayedIsNamedWithTheReason() {
    Map<String, String> missing = Map.of("remote", "it decides elsewhere");
    assertThat(ShownSections.of(TABLES, missing, List.of("learner"), "").lead())
        .endsWith("remote is absent: it decides elsewhere.");
  }

  @Test
  void sectionHasItsTables() {
    Section section = ShownSections.of(TABLES, Map.of(), List.of("learner"), "random");
    assertThat(section.behind().get(0).rows().get(2).get(5).text()).isEqualTo("50.8 %");
    Table most = section.behind().get(1);
    assertThat(most.rows()).hasSize(3 * 3);
    assertThat(most.rows().get(2))
        .extracting(cell -> cell.text())
        .containsExactly("learner", "position", "1: topic 2 50 %, 2: topic 2 52 %");
  }

  private static String lead(ShownTables tables, List<String> ranking, String reference) {
    return ShownSections.of(tables, Map.of(), ranking, reference).lead();
  }

  private static ShownTables.AgentShown renamed(ShownTables tables, String name) {
    ShownTables.AgentShown it = tables.agents().get(0);
    return new ShownTables.AgentShown(
        name,
        it.sessions(),
        it.decisions(),
        it.byPosition(),
        it.bySteps(),
        it.byUsers(),
        it.entropy());
  }

  private static ShownTables with(ShownTables tables, List<ShownTables.AgentShown> agents) {
    return new ShownTables(
        tables.seed(),
        tables.documents(),
        tables.positions(),
        tables.steps(),
        tables.users(),
        agents);
  }
}
