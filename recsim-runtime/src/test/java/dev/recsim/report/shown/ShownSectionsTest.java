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
        .startsWith(
            "learner shows topic 2 in 51 % of positions, random in 17 %. For the same user with the"
                + " same past, both show the same slate in 20 % of decisions.")
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
    assertThat(ShownSections.of(TABLES, missing, List.of("learner"), "").get(0).lead())
        .endsWith("remote is absent: it decides elsewhere.");
  }

  @Test
  void sectionsHaveTheirTables() {
    List<Section> sections = ShownSections.of(TABLES, Map.of(), List.of("learner"), "random");
    assertThat(sections)
        .extracting(Section::id)
        .containsExactly("shown", "agreement", "probe", "calibration");
    assertThat(sections.get(0).behind().get(0).rows().get(2).get(5).text()).isEqualTo("50.8 %");
    Table most = sections.get(0).behind().get(1);
    assertThat(most.rows()).hasSize(3 * 3);
    assertThat(most.rows().get(2))
        .extracting(cell -> cell.text())
        .containsExactly("learner", "position", "1: topic 2 50 %, 2: topic 2 52 %");
    assertThat(sections.get(1).behind().get(0).rows()).hasSize(3);
    assertThat(sections.get(2).behind().get(0).rows().get(2).get(2).text())
        .isEqualTo("-1 to -0.5: topic 0; 0 to 1: topic 2");
    assertThat(sections.get(3).behind().get(0).rows().get(0).get(2).text())
        .isEqualTo("4.00: 3.00 ± 0.40, 6.00: 5.50 ± 0.40, 8.00: 9.00 ± 0.60");
    assertThat(sections.get(3).lead())
        .startsWith("learner predicts a return of 6.00 on average and earns 5.83 (discount 0.95).")
        .contains(" greedy predicts a return of");
  }

  @Test
  void singleAgentWithoutValuesHasOnlyWhatItShows() {
    assertThat(ShownSections.of(MadeUp.tables("only"), Map.of(), List.of(), ""))
        .extracting(Section::id)
        .containsExactly("shown", "probe");
  }

  private static String lead(ShownTables tables, List<String> ranking, String reference) {
    return ShownSections.of(tables, Map.of(), ranking, reference).get(0).lead();
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
        it.entropy(),
        it.calibration(),
        it.probes());
  }

  private static ShownTables with(ShownTables tables, List<ShownTables.AgentShown> agents) {
    return new ShownTables(
        tables.seed(),
        tables.documents(),
        tables.positions(),
        tables.steps(),
        tables.users(),
        agents,
        tables.agreements());
  }
}
