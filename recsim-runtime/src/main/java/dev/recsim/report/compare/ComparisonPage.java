package dev.recsim.report.compare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recsim.json.JsonText;
import dev.recsim.report.JtecompareGenerated;
import dev.recsim.report.page.Assets;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Cell;
import dev.recsim.report.page.Page.Key;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import dev.recsim.report.page.Plain;
import dev.recsim.report.page.Tones;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code compare/index.html}: one file that needs no network; the same sides, the same bytes. */
public final class ComparisonPage {
  private final RunComparison runs;

  private ComparisonPage(RunComparison runs) {
    this.runs = runs;
  }

  /** The page in UTF-8. */
  public static byte[] utf8(RunComparison runs) {
    ComparisonPage page = new ComparisonPage(runs);
    Sentences sentences = new Sentences(runs, Plain::line);
    List<Section> sections = page.sections();
    StringOutput html = new StringOutput(1 << 18);
    JtecompareGenerated.render(
        new OwaspHtmlTemplateOutput(html),
        null,
        sentences.headline(),
        sentences.detail(),
        sentences.sides(),
        page.keys(),
        sections,
        JsonText.embedded(page.data(sections)),
        Assets.text("report.css"),
        Assets.LIBRARY_HERE,
        Assets.charts() + Assets.text("compare.js"),
        Assets.text("report.js"));
    return Assets.withCharts(html.toString());
  }

  private List<Key> keys() {
    List<Key> keys = new ArrayList<>();
    for (Word word : List.of(Word.WORSE, Word.BETTER, Word.NO_CLEAR_DIFFERENCE, Word.IDENTICAL)) {
      long count = runs.experiments().stream().mapToLong(it -> count(it, word)).sum();
      keys.add(new Key(Figures.count(count), word.text()));
    }
    return keys;
  }

  private List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    boolean told = runs.experiments().stream().allMatch(it -> !it.oneSided() && !it.same());
    if (!told || runs.experiments().size() > 1) {
      sections.add(overview());
    }
    int number = 0;
    for (ExperimentComparison experiment : runs.experiments()) {
      if (!experiment.oneSided() && !experiment.same()) {
        sections.addAll(
            new ExperimentSections(experiment, runs.alpha(), "e" + number++).sections());
      }
    }
    return sections;
  }

  private Section overview() {
    Table table =
        Table.of(
            "Experiments",
            true,
            List.of(
                "Experiment",
                "Verdict",
                "#Worse",
                "#Better",
                "#No clear difference",
                "#Identical",
                "#Changed keys"));
    for (ExperimentComparison it : runs.experiments()) {
      List<Cell> cells = new ArrayList<>();
      cells.add(Cell.of(it.name()));
      cells.add(Cell.of(it.worst().badge(), it.worst().ordinal()));
      for (Word word : List.of(Word.WORSE, Word.BETTER, Word.NO_CLEAR_DIFFERENCE, Word.IDENTICAL)) {
        cells.add(it.oneSided() ? Cell.of("-") : figure(count(it, word)));
      }
      cells.add(it.oneSided() ? Cell.of("-") : figure(it.changes().size()));
      table.row(cells);
    }
    return new Section(
        "overview",
        "Experiments",
        "Agents of each experiment, by what is said of them. Where all is identical there is no"
            + " more to show.",
        null,
        table,
        List.of());
  }

  private static Cell figure(long count) {
    return Cell.of(Figures.count(count), count);
  }

  private static long count(ExperimentComparison experiment, Word word) {
    return experiment.agents().stream().filter(agent -> agent.word() == word).count();
  }

  private ObjectNode data(List<Section> sections) {
    ObjectNode data = JsonText.NODES.objectNode();
    Map<String, Boolean> oracles = new LinkedHashMap<>();
    runs.experiments().stream()
        .flatMap(experiment -> experiment.agents().stream())
        .forEach(agent -> oracles.put(agent.agent(), false));
    data.set("agents", Tones.of(oracles));
    ObjectNode charts = data.putObject("charts");
    sections.stream()
        .filter(section -> section.chart() != null)
        .forEach(section -> charts.set(section.chart().id(), section.chart().data()));
    return data;
  }
}
