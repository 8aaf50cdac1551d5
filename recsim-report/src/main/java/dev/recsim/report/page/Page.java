package dev.recsim.report.page;

import dev.recsim.report.page.Page.Section;
import dev.recsim.stats.Interval;
import gg.jte.Content;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The contents of a page, which {@code page.jte} shows.
 *
 * @param top what stands above the sections
 * @param sections in order
 * @param data of the charts, for the scripts
 * @param run what is known of the run whose results it shows
 */
public record Page(Top top, List<Section> sections, Data data, Run run) {
  /** Largest number of facts that are shown at once; those of more agents are folded. */
  public static final int FACTS = 14;

  public Page {
    sections = sections.stream().filter(section -> !section.isEmpty()).toList();
  }

  /** A page of which no run is known. */
  public Page(Top top, List<Section> sections, Data data) {
    this(top, sections, data, Run.NONE);
  }

  /**
   * The top of a page.
   *
   * @param title its heading
   * @param crumbs the path to it from the index of all reports; the last one is the page itself
   * @param check the verdict of a check; empty if there was none
   * @param words the result
   * @param keys the figures below the verdict
   * @param about what is compared; empty if unknown
   */
  public record Top(
      String title,
      List<Link> crumbs,
      Optional<Check> check,
      Words words,
      List<Key> keys,
      List<Fact> about) {
    /** The top of a page without a check and without figures. */
    public Top(String title, List<Link> crumbs, Words words) {
      this(title, crumbs, Optional.empty(), words, List.of(), List.of());
    }
  }

  /**
   * The result in words.
   *
   * @param headline in one short sentence; may be empty
   * @param details sentences with the figures behind it
   * @param warnings sentences with keys to try
   */
  public record Words(String headline, List<String> details, List<String> warnings) {
    public Words {
      details = details.stream().filter(detail -> !detail.isEmpty()).toList();
    }
  }

  /** Returns the page of a run. */
  public Page of(Run known) {
    return new Page(top, sections, data, known);
  }

  /** Returns the parts that have sections, with these; one for a page that is not divided. */
  public Map<Part, List<Section>> parts() {
    return sections.stream()
        .collect(
            Collectors.groupingBy(
                Section::part, () -> new EnumMap<>(Part.class), Collectors.toList()));
  }

  /** Returns the names of the scripts that the sections need. */
  public List<String> scripts() {
    return sections.stream().flatMap(Section::scripts).distinct().toList();
  }

  /** Whether there are so many agents that the page shows some of them at first. */
  public boolean many() {
    return data.node().has("ranking");
  }

  /** Whether any section has a chart. */
  public boolean drawn() {
    return sections.stream().anyMatch(section -> section.chart() != null);
  }

  /**
   * Returns a sentence in which a number and its percent sign stay on one line, and no name changes
   * the text direction.
   */
  public static String tidy(String text) {
    return Plain.visible(text).replace(" %", "\u00a0%");
  }

  /**
   * A link to another page.
   *
   * @param href its address, from this page; empty for text without a link
   */
  public record Link(String text, String href) {
    /**
     * Returns the link to the index of all reports.
     *
     * @param name of the page's folder below that of all reports, such as {@code papers/a}
     */
    public static Link index(String name) {
      return new Link("All experiments", "../".repeat(name.split("/").length) + "index.html");
    }
  }

  /**
   * A verdict in one word.
   *
   * @param tone its colour and icon
   * @param word the verdict
   */
  public record Badge(Tone tone, String word) {
    /** Whether the verdict is bad or undecided. */
    public boolean failed() {
      return tone == Tone.BAD || tone == Tone.UNSURE;
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
   * A section of the page: a lead, then a chart, a table, or content of its own template.
   *
   * @param id its anchor
   * @param heading its heading
   * @param lead how to read it
   * @param shown below the lead
   * @param folded whether a button opens the chart, or all below the lead without one; paper has it
   * @param part where it stands
   */
  public record Section(
      String id, String heading, String lead, Shown shown, boolean folded, Part part) {
    /** A section that the page leaves out. */
    public static final Section NONE = of("", "", "", (Table) null);

    /**
     * What stands below the lead.
     *
     * @param chart or null
     * @param table a visible table; or null
     * @param behind the chart's numbers, folded
     * @param body or null
     */
    public record Shown(Chart chart, Table table, List<Table> behind, Body body) {}

    /** A section of chart and tables. */
    public Section(
        String id, String heading, String lead, Chart chart, Table table, List<Table> behind) {
      this(id, heading, lead, new Shown(chart, table, behind, null), false, Part.RESULT);
    }

    /** Returns a section without a chart. */
    public static Section of(String id, String heading, String lead, Table table) {
      return new Section(id, heading, lead, null, table, List.of());
    }

    /** Returns a section with a template of its own. */
    public static Section of(String id, String heading, String lead, Body body) {
      Shown shown = new Shown(null, null, List.of(), body);
      return new Section(id, heading, lead, shown, false, Part.RESULT);
    }

    /** Returns the section with its chart, or all below the lead without one, behind a button. */
    public Section fold() {
      return new Section(id, heading, lead, shown, true, part);
    }

    /** Returns the section with another heading. */
    public Section titled(String other) {
      return new Section(id, other, lead, shown, folded, part);
    }

    /** Returns the section in another part of the page. */
    public Section in(Part other) {
      return new Section(id, heading, lead, shown, folded, other);
    }

    public Chart chart() {
      return shown.chart();
    }

    public Table table() {
      return shown.table();
    }

    public List<Table> behind() {
      return shown.behind();
    }

    /** Whether it has no body, and none of its tables has a row. */
    public boolean isEmpty() {
      return shown.body() == null && tables().allMatch(it -> it.rows().isEmpty());
    }

    Stream<Table> tables() {
      return Stream.concat(Stream.ofNullable(table()), behind().stream());
    }

    private Stream<String> scripts() {
      return Stream.concat(
              Stream.ofNullable(chart()).map(Chart::script),
              Stream.ofNullable(shown.body()).map(Body::script))
          .filter(script -> !script.isEmpty());
    }
  }

  /** The parts of a long page, in their order. */
  public enum Part {
    RESULT("Result"),
    WHY("Why"),
    TRAINING("Training"),
    PROVENANCE("Provenance");

    private final String heading;

    Part(String heading) {
      this.heading = heading;
    }

    public String heading() {
      return heading;
    }

    /** Its anchor. */
    public String id() {
      return "part-" + heading.toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The content of a section that has its own template.
   *
   * @param script name of its script; empty if it needs none
   * @param content writes the template
   */
  public record Body(String script, Content content) {}

  /**
   * A chart, drawn by a script.
   *
   * @param id key of its data
   * @param script name of the script that draws it
   * @param label text for a screen reader
   * @param rows number of rows of about 44 pixels; 0 for a chart of fixed height
   * @param views ways to look at it, the first is shown; empty if there is only one
   * @param data its numbers
   */
  public record Chart(
      String id, String script, String label, int rows, List<View> views, Data data) {
    /** A chart that is drawn by the script of the same name. */
    public Chart(String id, String label, int rows, List<View> views, Data data) {
      this(id, id, label, rows, views, data);
    }

    /** Returns the rows that small charts take, three side by side, each this many pixels high. */
    public static int rows(int charts, int height) {
      return (charts + 2) / 3 * height / 44;
    }

    /** Returns the chart, drawn by another script. */
    public Chart by(String other) {
      return new Chart(id, other, label, rows, views, data);
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
   * @param href address of what the text is about; may be empty
   * @param figure the number that the text is, with the decimals of its column; or null
   */
  public record Cell(
      String text, String key, Badge badge, String note, String href, Figure figure) {
    public static Cell of(String text) {
      return new Cell(text, "", null, "", "", null);
    }

    public static Cell of(String text, double key) {
      return new Cell(text, Figures.significant(key, 9).toPlainString(), null, "", "", null);
    }

    /** The same cell with this many decimals. */
    Cell at(int decimals) {
      return figure == null
          ? this
          : new Cell(
              figure.text().apply(decimals), key, badge, figure.note(decimals), href, figure);
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
      return Figure.range(interval, "");
    }

    public static Cell of(Badge badge, int key) {
      return new Cell(badge.word(), Integer.toString(key), badge, "", "", null);
    }

    /** The same cell with a note. */
    public Cell noted(String small) {
      return new Cell(text, key, badge, small, href, figure);
    }

    /** The same cell, linked to another page. */
    public Cell linked(String address) {
      return new Cell(text, key, badge, note, address, figure);
    }
  }
}
