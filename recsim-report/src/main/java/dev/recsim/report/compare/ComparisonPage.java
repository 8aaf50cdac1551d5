package dev.recsim.report.compare;

import dev.recsim.baseline.Outcome;
import dev.recsim.report.JtepageGenerated;
import dev.recsim.report.page.Assets;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Data;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page;
import dev.recsim.report.page.Page.Cell;
import dev.recsim.report.page.Page.Key;
import dev.recsim.report.page.Page.Link;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Top;
import dev.recsim.report.page.Page.Words;
import dev.recsim.report.page.Plain;
import dev.recsim.report.page.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code compare/index.html}: one file that needs no network. The same sides give the same bytes.
 */
public record ComparisonPage(RunComparison runs) {
  private static final List<Outcome> COUNTED =
      List.of(Outcome.REGRESSED, Outcome.IMPROVED, Outcome.UNDECIDED, Outcome.IDENTICAL);

  /**
   * Returns the page in UTF-8.
   *
   * @param ran when and from what the last of the compared runs was made; or when they were
   *     compared
   */
  public byte[] utf8(Run ran) {
    Sentences sentences = new Sentences(runs, Plain::line);
    List<Section> sections = sections();
    Page shown =
        new Page(
            new Top(
                "Comparison of two runs",
                List.of(Link.index("compare"), new Link("compare", "")),
                Optional.empty(),
                new Words(
                    sentences.headline(),
                    List.of(sentences.detail(), sentences.sides()),
                    List.of()),
                keys(),
                List.of()),
            sections,
            data(sections));
    return Assets.page(html -> JtepageGenerated.render(html, null, shown.of(ran)));
  }

  private List<Key> keys() {
    List<Key> keys = new ArrayList<>();
    for (Outcome outcome : COUNTED) {
      long count = runs.experiments().stream().mapToLong(it -> count(it, outcome)).sum();
      keys.add(new Key(Figures.count(count), DifferenceWords.text(outcome)));
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
        String id = "e" + number++;
        DifferenceSection differences = new DifferenceSection(experiment, runs.alpha(), id);
        Stream.of(differences.section(), differences.curves(), differences.changes())
            .filter(section -> !section.isEmpty())
            .forEach(sections::add);
      }
    }
    return sections;
  }

  private Section overview() {
    Columns<ExperimentComparison> table =
        Columns.<ExperimentComparison>sortable("Experiments")
            .text("Experiment", ExperimentComparison::name)
            .word(
                "Verdict",
                it -> Cell.of(DifferenceWords.badge(it.worst()), DifferenceWords.rank(it.worst())));
    for (Outcome outcome : COUNTED) {
      table.cell(
          Plain.capital(DifferenceWords.text(outcome)), it -> figure(it, count(it, outcome)));
    }
    table.cell("Changed keys", it -> figure(it, it.changes().size()));
    return Section.of(
        "overview",
        "Experiments",
        "How many agents of each experiment got which verdict. Experiments in which something"
            + " changed have sections of their own below.",
        table.rows(runs.experiments()));
  }

  private static Cell figure(ExperimentComparison experiment, long count) {
    return experiment.oneSided() ? Cell.of("-") : Cell.count(count);
  }

  private static long count(ExperimentComparison experiment, Outcome outcome) {
    return experiment.agents().stream().filter(agent -> agent.outcome() == outcome).count();
  }

  private Data data(List<Section> sections) {
    Map<String, Boolean> oracles = new LinkedHashMap<>();
    runs.experiments().stream()
        .flatMap(experiment -> experiment.agents().stream())
        .forEach(agent -> oracles.put(agent.agent(), false));
    return Data.page(oracles, sections);
  }
}
