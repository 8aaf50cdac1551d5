package dev.recsim.report.page;

import dev.recsim.report.page.Page.Cell;
import dev.recsim.report.page.Page.Chart;
import dev.recsim.report.page.Page.Fold;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Folds parts of sections that readers open when they want them, the least wanted first, until the
 * page is lower than 12,000 pixels at a width of 1,280. Pages that are short enough stay as they
 * are. Heights are estimates from the contents, so the same page is folded everywhere in the same
 * way.
 */
final class Folds {
  /** Largest estimate, in pixels; some heights are larger than their estimates. */
  private static final int MOST = 11_600;

  /** Sections whose contents are folded first. */
  private static final List<String> FIRST =
      List.of("training-metrics", "diagnostics", "choices", "speed", "profile", "training");

  /** Sections whose contents are folded if the page is still too high without long tables. */
  private static final List<String> LATER =
      List.of(
          "calibration",
          "agents",
          "changed",
          "probe",
          "agreement",
          "topics",
          "sessions",
          "history",
          "changes",
          "curves");

  /** The section with the verdict of a check, whose table stays below its chart. */
  private static final String VERDICTS = "baseline";

  /** Smallest number of rows of a table that is folded below a visible chart. */
  private static final int LONG = 8;

  /** Rows of a table or chart that are visible at first if the page has a filter. */
  private static final int FILTERED = 12;

  /** A part to fold. */
  private record Part(int section, Fold fold) {}

  private final List<Section> sections;
  private final boolean filtered;

  private Folds(List<Section> sections, boolean filtered) {
    this.sections = new ArrayList<>(sections);
    this.filtered = filtered;
  }

  /**
   * Returns the sections, some of them folded.
   *
   * @param top height above the sections, in pixels
   * @param filtered whether the page shows some of many agents at first
   */
  static List<Section> fit(List<Section> sections, int top, boolean filtered) {
    Folds folds = new Folds(sections, filtered);
    for (Part part : folds.parts()) {
      if (top + folds.height() <= MOST) {
        break;
      }
      Section section = folds.sections.get(part.section);
      if (section.fold() != Fold.ALL) {
        folds.sections.set(part.section, section.folded(part.fold));
      }
    }
    return List.copyOf(folds.sections);
  }

  /** Returns all parts that can be folded, the least wanted first. */
  private List<Part> parts() {
    List<Part> fromTheEnd =
        IntStream.range(0, sections.size())
            .mapToObj(i -> new Part(sections.size() - 1 - i, Fold.ALL))
            .toList();
    return Stream.of(
            ordered(fromTheEnd, FIRST),
            fromTheEnd.stream()
                .filter(it -> isLong(sections.get(it.section)))
                .map(it -> new Part(it.section, Fold.TABLE)),
            ordered(fromTheEnd, LATER),
            fromTheEnd.stream())
        .flatMap(parts -> parts)
        .toList();
  }

  private Stream<Part> ordered(List<Part> parts, List<String> ids) {
    return ids.stream()
        .flatMap(id -> parts.stream().filter(it -> is(sections.get(it.section), id)));
  }

  /** Whether it is this section, or that of one of several experiments. */
  private static boolean is(Section section, String id) {
    return section.id().equals(id) || section.id().endsWith("-" + id);
  }

  private static boolean isLong(Section section) {
    return section.chart() != null
        && !section.id().equals(VERDICTS)
        && section.table() != null
        && section.table().rows().size() >= LONG;
  }

  private int height() {
    return sections.stream().mapToInt(this::height).sum();
  }

  /** Returns the height of a section: heading, lead, button, and what is open. */
  private int height(Section section) {
    int height = 118 + Page.lines(section.lead(), 100) + (section.behind().isEmpty() ? 0 : 36);
    return switch (section.fold()) {
      case ALL -> height;
      case TABLE -> height + height(section.chart()) + 36;
      case NONE -> height + height(section.chart()) + height(section.table());
    };
  }

  private int height(Chart chart) {
    return chart == null
        ? 0
        : (chart.rows() == 0 ? 460 : 72 + 44 * visible(chart.rows()))
            + (chart.views().isEmpty() ? 50 : 92)
            + (chart.figures().isEmpty() ? 0 : 40);
  }

  private int height(Table table) {
    return table == null
        ? 0
        : 60
            + table.rows().stream()
                .limit(visible(table.rows().size()))
                .mapToInt(row -> height(table, row))
                .sum()
            + table.described().stream()
                    .mapToInt(it -> Page.lines(it.name() + it.description(), 40))
                    .sum()
                / 2;
  }

  /** Returns the height of a row, whose texts share 160 letters. */
  private static int height(Table table, List<Cell> row) {
    int lines = 0;
    for (int i = 0; i < row.size(); i++) {
      int length = table.columns().get(i).figures() ? 0 : row.get(i).text().length();
      lines = Math.max(lines, length * row.size() / 160);
    }
    return 37 + 22 * lines;
  }

  private int visible(int rows) {
    return filtered ? Math.min(rows, FILTERED) : rows;
  }
}
