package dev.recsim.report.page;

import dev.recsim.report.page.Page.Fold;
import dev.recsim.report.page.Page.Section;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Folds parts of a page that readers open when they want them, by kind, number of sections and
 * number of agents. A page of an experiment stays lower than 12,000 pixels at a width of 1,280.
 */
final class Folds {
  /** Largest number of sections of a page that is not folded. */
  private static final int FEW_SECTIONS = 14;

  /** Number of sections that are open, whatever they are. */
  private static final int FIRST_SECTIONS = 24;

  /**
   * Largest number of agents of which a page of more sections shows lists, and tables below charts.
   */
  private static final int FEW_AGENTS = 4;

  /** Largest number of rows of a table without a chart. */
  private static final int MOST_ROWS = 40;

  /** Sections that few readers want. */
  private static final Set<String> DETAILS =
      Set.of("training-metrics", "diagnostics", "choices", "calibration");

  /** Sections that few readers want if there are many agents. */
  private static final Set<String> LISTS =
      Set.of("training", "speed", "profile", "probe", "agents", "changed");

  /** The section with the verdict of a check, whose table stays below its chart. */
  private static final String VERDICTS = "baseline";

  private Folds() {}

  /**
   * Returns the sections, some of them folded.
   *
   * @param agents number of agents of the page
   * @param filtered whether the page shows some of them at first
   */
  static List<Section> of(List<Section> sections, int agents, boolean filtered) {
    boolean many = sections.size() > FEW_SECTIONS;
    return IntStream.range(0, sections.size())
        .mapToObj(
            i ->
                i >= FIRST_SECTIONS
                    ? sections.get(i).folded(Fold.ALL)
                    : fold(sections.get(i), many, many && agents > FEW_AGENTS, filtered))
        .toList();
  }

  private static Section fold(Section it, boolean many, boolean crowded, boolean filtered) {
    int rows = it.table() == null ? 0 : it.table().rows().size();
    if (many && DETAILS.contains(it.id())
        || crowded && LISTS.contains(it.id())
        || it.chart() == null && rows > MOST_ROWS && !filtered) {
      return it.folded(Fold.ALL);
    }
    boolean below = rows > FEW_AGENTS && it.chart() != null && !it.id().equals(VERDICTS);
    return crowded && below && it.fold() == Fold.NONE ? it.folded(Fold.TABLE) : it;
  }
}
