package dev.recsim.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.report.page.Page.Chart;
import dev.recsim.report.page.Page.Fold;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FoldsTest {
  private static final int TOP = 1_000;

  @Test
  void shortPagesAreComplete() {
    assertThat(Folds.fit(page(4), TOP, false)).extracting(Section::fold).containsOnly(Fold.NONE);
  }

  @Test
  void theLeastWantedIsFoldedFirst() {
    List<Section> folded = Folds.fit(page(14), TOP, false);
    assertThat(folded)
        .extracting(Section::id, Section::fold)
        .contains(
            org.assertj.core.groups.Tuple.tuple("seeds", Fold.NONE),
            org.assertj.core.groups.Tuple.tuple("training", Fold.ALL),
            org.assertj.core.groups.Tuple.tuple("differences", Fold.TABLE));
    assertThat(folded)
        .extracting(Section::id)
        .isEqualTo(page(14).stream().map(Section::id).toList());
  }

  @Test
  void whatIsFoldedIsNotOpenedForItsTable() {
    List<Section> sections =
        IntStream.range(0, 12).mapToObj(i -> chart(i == 0 ? "speed" : "own-" + i, 20)).toList();
    List<Section> folded = Folds.fit(sections, TOP, false);
    assertThat(folded.get(0).fold()).isEqualTo(Fold.ALL);
    assertThat(folded.get(11).fold()).isNotEqualTo(Fold.NONE);
  }

  @Test
  void anythingIsFoldedIfItMustBe() {
    List<Section> sections = IntStream.range(0, 30).mapToObj(i -> table("own-" + i, 20)).toList();
    assertThat(Folds.fit(sections, TOP, false))
        .extracting(Section::fold)
        .startsWith(Fold.NONE)
        .endsWith(Fold.ALL);
  }

  @Test
  void rowsThatTheFilterHidesDoNotCount() {
    assertThat(Folds.fit(page(100), TOP, true).stream().filter(it -> it.fold() == Fold.NONE))
        .hasSizeGreaterThan(3);
    assertThat(Folds.fit(page(100), TOP, false).stream().filter(it -> it.fold() == Fold.NONE))
        .isEmpty();
  }

  @Test
  void buttonsSayWhatTheyOpen() {
    assertThat(chart("a", 9).folded(Fold.ALL).button()).isEqualTo("Show the chart");
    assertThat(chart("a", 9).folded(Fold.TABLE).button()).isEqualTo("Show the table");
    assertThat(table("a", 1).folded(Fold.ALL).button()).isEqualTo("Show the table");
  }

  /** Sections with a row for each agent. */
  private static List<Section> page(int agents) {
    return Stream.concat(
            Stream.of(
                    "seeds", "shown", "probe", "calibration", "agreement", "differences", "metrics")
                .map(id -> chart(id, agents)),
            Stream.of("training", "speed", "profile", "agents").map(id -> table(id, agents)))
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
