package dev.recsim.report.page;

import dev.recsim.report.results.Swept;
import dev.recsim.stats.Interval;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the template of a report shows, as text.
 *
 * @param title of the experiment
 * @param name of the experiment
 * @param swept how it differs from the others of its file; null if it is the only one
 * @param headline who wins, in one short sentence
 * @param detail the figures behind it; may be empty
 * @param warnings sentences with keys to try; may be empty
 * @param check what the check says; null where it was not asked
 * @param keys the figures under the verdict
 * @param sections in order
 * @param failures failed trials; null if there are none
 * @param resolved the experiment as YAML
 * @param fingerprint of the experiment
 * @param provenance where and when, and what it cost
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
    List<Section> sections,
    Table failures,
    String resolved,
    String fingerprint,
    List<Table> provenance,
    List<String> traces,
    String data) {

  /** The way from the page's folder to that of all reports: {@code ../}, deeper down more of it. */
  public String up() {
    return "../".repeat(name.split("/").length);
  }

  /** Whether the check failed, so that the page starts with its verdict. */
  public boolean failed() {
    return check != null && check.badge().failed();
  }

  /**
   * A sentence: a number and its percent sign stay on one line, and no name in it turns the
   * direction of reading.
   */
  public static String tidy(String text) {
    return Plain.visible(text).replace(" %", "\u00a0%");
  }

  /**
   * A verdict in one word.
   *
   * @param tone its colour and icon: {@code good}, {@code unsure}, {@code bad} or {@code quiet}
   * @param word what it says
   */
  public record Badge(String tone, String word) {
    /** Whether it says that something is wrong or undecided. */
    public boolean failed() {
      return tone.equals("bad") || tone.equals("unsure");
    }
  }

  /**
   * The verdict of a check, on top of the page.
   *
   * @param badge the verdict
   * @param headline what failed, in a few words; empty if nothing did
   * @param sentence what the verdict rests on
   * @param details what is not as it should be, the worst first
   * @param hints what to do
   */
  public record Check(
      Badge badge, String headline, String sentence, List<String> details, List<Hint> hints) {
    /** Whether the page leads with this verdict instead of the winner. */
    public boolean failed() {
      return !headline.isEmpty();
    }
  }

  /**
   * What to do.
   *
   * @param text in words
   * @param command that does it; may be empty
   */
  public record Hint(String text, String command) {}

  /** A figure to be seen at once. */
  public record Key(String figure, String meaning) {}

  /**
   * A part of the page.
   *
   * @param id its anchor
   * @param heading its heading
   * @param lead how to read it
   * @param chart or null
   * @param table shown as it is; or null
   * @param behind the chart's numbers, folded away
   */
  public record Section(
      String id, String heading, String lead, Chart chart, Table table, List<Table> behind) {
    /** Whether none of its tables has a row. */
    public boolean isEmpty() {
      return Stream.concat(Stream.ofNullable(table), behind.stream())
          .allMatch(it -> it.rows().isEmpty());
    }

    /** A part without a chart. */
    public static Section of(String id, String heading, String lead, Table table) {
      return new Section(id, heading, lead, null, table, List.of());
    }
  }

  /**
   * A chart, drawn by the page's script.
   *
   * @param id key of its data
   * @param label what a screen reader says of it
   * @param rows rows that its height depends on; 0 for a chart of fixed height
   * @param views ways to look at it; the first is shown, none if there is only one
   * @param data its numbers
   * @param folded what opens it; empty for a chart that is shown at once
   */
  public record Chart(
      String id, String label, int rows, List<View> views, Data data, String folded) {
    /** A chart that is shown at once. */
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
    /** The columns that say what they hold. */
    public List<Column> described() {
      return columns.stream().filter(column -> !column.description().isEmpty()).toList();
    }
  }

  /**
   * A column; figures stand to the right.
   *
   * @param description what it holds, told under the table; may be empty
   */
  public record Column(String name, boolean figures, String description) {}

  /**
   * A cell.
   *
   * @param text what it says
   * @param key number to sort it by; empty to sort by the text
   * @param badge a verdict, shown instead of the text; or null
   * @param note shown small below the text; may be empty
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
