package dev.recsim.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.report.page.Page.Chart;
import dev.recsim.report.page.Page.Fold;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FoldsTest {
  @Test
  void shortPagesAreComplete() {
    assertThat(Folds.of(page().subList(0, 14), 20, false))
        .extracting(Section::fold)
        .containsOnly(Fold.NONE);
  }

  @Test
  void aLongPageFoldsDetails() {
    assertThat(folded(page(), 4, Fold.ALL))
        .containsExactly("calibration", "diagnostics", "choices");
    assertThat(folded(page(), 4, Fold.TABLE)).isEmpty();
  }

  @Test
  void aLongPageOfManyAgentsFoldsListsAndTables() {
    assertThat(folded(page(), 5, Fold.ALL))
        .containsExactly(
            "probe",
            "calibration",
            "training",
            "speed",
            "profile",
            "agents",
            "diagnostics",
            "choices");
    assertThat(folded(page(), 5, Fold.TABLE))
        .containsExactly("seeds", "shown", "agreement", "differences", "metrics");
    assertThat(folded(page(), 5, Fold.NONE)).containsExactly("baseline", "topics", "claims");
  }

  @Test
  void whatIsFoldedIsNotOpenedForItsTable() {
    List<Section> sections = new ArrayList<>(page());
    sections.set(1, sections.get(1).folded(Fold.ALL));
    assertThat(Folds.of(sections, 5, false).get(1).fold()).isEqualTo(Fold.ALL);
  }

  @Test
  void theLastOfVeryManySectionsAreFolded() {
    List<Section> sections = IntStream.range(0, 30).mapToObj(i -> table("own-" + i, 20)).toList();
    assertThat(folded(sections, 1, Fold.ALL))
        .containsExactly("own-24", "own-25", "own-26", "own-27", "own-28", "own-29");
  }

  @Test
  void rowsThatTheFilterHidesDoNotCount() {
    List<Section> sections = List.of(table("own", 41), table("other", 40));
    assertThat(Folds.of(sections, 5, false))
        .extracting(Section::fold)
        .containsExactly(Fold.ALL, Fold.NONE);
    assertThat(Folds.of(sections, 5, true)).extracting(Section::fold).containsOnly(Fold.NONE);
  }

  private static List<String> folded(List<Section> sections, int agents, Fold fold) {
    return Folds.of(sections, agents, false).stream()
        .filter(it -> it.fold() == fold)
        .map(Section::id)
        .toList();
  }

  @Test
  void buttonsSayWhatTheyOpen() {
    assertThat(chart("a", 9).folded(Fold.ALL).button()).isEqualTo("Show the chart");
    assertThat(chart("a", 9).folded(Fold.TABLE).button()).isEqualTo("Show the table");
    assertThat(table("a", 1).folded(Fold.ALL).button()).isEqualTo("Show the table");
  }

  /** Sections with a row for each agent. */
  private static List<Section> page() {
    return Stream.concat(
            Stream.of(
                    "baseline",
                    "seeds",
                    "shown",
                    "probe",
                    "calibration",
                    "agreement",
                    "differences",
                    "metrics",
                    "topics")
                .map(id -> chart(id, id.equals("topics") ? 4 : 5)),
            Stream.of("training", "speed", "profile", "agents", "claims", "diagnostics", "choices")
                .map(id -> table(id, 3)))
        .toList();
  }

  private static Section chart(String id, int rows) {
    Chart chart = new Chart(id, "", rows, List.of(), Data.of());
    return new Section(id, id, "A lead.", chart, rows(rows), List.of());
  }

  private static Section table(String id, int rows) {
    return Section.of(id, id, "A lead.", rows(rows));
  }

  private static Table rows(int rows) {
    return Columns.<String>plain("Rows")
        .text("Agent", it -> it)
        .rows(Collections.nCopies(rows, "a"));
  }
}
