package dev.recsim.report.page;

import dev.recsim.report.results.Swept;
import dev.recsim.stats.Interval;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The contents of a report page, as text.
 *
 * @param title of the experiment
 * @param name of the experiment
 * @param swept how it differs from other experiments of its file; null if it is the only one
 * @param headline who wins, in one short sentence
 * @param detail the figures behind it; may be empty
 * @param warnings sentences with keys to try; may be empty
 * @param check the verdict of the check; null if it was not run
 * @param keys the figures below the verdict
 * @param about what is compared; empty if unknown
 * @param sections in order
 * @param failures failed trials; null if there are none
 * @param resolved the experiment as YAML
 * @param fingerprint of the experiment
 * @param provenance where and when the results were computed, and their cost
 * @param traces stack traces of failed trials, shown with the provenance
 * @param data of the charts, safe inside a script element
 */
public record Page(
    String title,
    String name,
    Swept swept,
    String headline,
    String detail,
    List<String> warnings,
    Check check,
    List<Key> keys,
    List<Fact> about,
    List<Section> sections,
    Table failures,
    String resolved,
    String fingerprint,
    List<Table> provenance,
    List<String> traces,
    String data) {

  /**
   * Returns the path from the page's folder to the folder of all reports: {@code ../}, or more
   * levels.
   */
  public String up() {
    return "../".repeat(name.split("/").length);
  }

  /** Whether the check failed, so that the page starts with its verdict. */
  public boolean failed() {
    return check != null && check.badge().failed();
  }

  /**
   * Returns a sentence in which a number and its percent sign stay on one line, and no name changes
   * the text direction.
   */
  public static String tidy(String text) {
    return Plain.visible(text).replace(" %", "\u00a0%");
  }

  /**
   * A verdict in one word.
   *
   * @param tone its colour and icon: {@code good}, {@code unsure}, {@code bad} or {@code quiet}
   * @param word the verdict
   */
  public record Badge(String tone, String word) {
    /** Whether the verdict is bad or undecided. */
    public boolean failed() {
      return tone.equals("bad") || tone.equals("unsure");
    }
  }

  /**
   * The verdict of a check, at the top of the page.
   *
   * @param badge the verdict
   * @param headline what failed, in a few words; empty if nothing did
   * @param sentence the figures behind the verdict
   * @param details problems, the worst first
   * @param hints what to do
   */
  public record Check(
      Badge badge, String headline, String sentence, List<String> details, List<Hint> hints) {
    /** Whether the page starts with this verdict instead of the winner. */
    public boolean failed() {
      return !headline.isEmpty();
    }
  }

  /**
   * What to do.
   *
   * @param text in words
   * @param command a command that does it; may be empty
   */
  public record Hint(String text, String command) {}

  /**
   * A sentence about the experiment.
   *
   * @param term what it is about
   * @param agent whether the term is the name of an agent
   */
  public record Fact(String term, String text, boolean agent) {}

  /** A figure at the top of the page. */
  public record Key(String figure, String meaning) {}

  /**
   * A section of the page.
   *
   * @param id its anchor
   * @param heading its heading
   * @param lead how to read it
   * @param chart or null
   * @param table a visible table; or null
   * @param behind the chart's numbers, folded
   */
  public record Section(
      String id, String heading, String lead, Chart chart, Table table, List<Table> behind) {
    /** Whether none of its tables has a row. */
    public boolean isEmpty() {
      return Stream.concat(Stream.ofNullable(table), behind.stream())
          .allMatch(it -> it.rows().isEmpty());
    }

    /** Returns a section without a chart. */
    public static Section of(String id, String heading, String lead, Table table) {
      return new Section(id, heading, lead, null, table, List.of());
    }
  }

  /**
   * A chart, drawn by the page's script.
   *
   * @param id key of its data
   * @param label text for a screen reader
   * @param rows number of rows, which determines the height; 0 for a chart of fixed height
   * @param views ways to look at it, the first is shown; empty if there is only one
   * @param data its numbers
   * @param folded text of the button that opens it; empty if it is visible
   */
  public record Chart(
      String id, String label, int rows, List<View> views, Data data, String folded) {
    /** A visible chart. */
    public Chart(String id, String label, int rows, List<View> views, Data data) {
      this(id, label, rows, views, data, "");
    }
  }

  /** A way to look at a chart. */
  public record View(String key, String label) {}

  /**
   * A table.
   *
   * @param caption what it holds
   * @param sortable whether its headers sort it
   * @param columns names of the columns; the first column heads the rows
   * @param rows cells, as many as columns
   */
  public record Table(
      String caption, boolean sortable, List<Column> columns, List<List<Cell>> rows) {
    /** Returns the columns with a description. */
    public List<Column> described() {
      return columns.stream().filter(column -> !column.description().isEmpty()).toList();
    }
  }

  /**
   * A column; figures are aligned to the right.
   *
   * @param description the meaning, shown below the table; may be empty
   */
  public record Column(String name, boolean figures, String description) {}

  /**
   * A cell.
   *
   * @param text the content
   * @param key number to sort by; empty to sort by the text
   * @param badge a verdict, shown instead of the text; or null
   * @param note small text below; may be empty
   */
  public record Cell(String text, String key, Badge badge, String note) {
    public static Cell of(String text) {
      return new Cell(text, "", null, "");
    }

    public static Cell of(String text, double key) {
      return new Cell(text, Figures.significant(key, 9).toPlainString(), null, "");
    }

    public static Cell count(long value) {
      return of(Figures.count(value), value);
    }

    /** A percentage; a dash for none. */
    public static Cell percent(Optional<Double> share) {
      return share.map(it -> of(Figures.percent(it), it)).orElse(of("-"));
    }

    /** An interval, sorted by its lower end. */
    public static Cell of(Optional<Interval> interval) {
      String text = Figures.interval(interval);
      return interval.map(it -> of(text, it.low())).orElse(of(text));
    }

    public static Cell of(Badge badge, int key) {
      return new Cell(badge.word(), Integer.toString(key), badge, "");
    }

    /** The same cell with a note. */
    public Cell noted(String small) {
      return new Cell(text, key, badge, small);
    }
  }
}
