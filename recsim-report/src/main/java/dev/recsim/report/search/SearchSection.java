package dev.recsim.report.search;

import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Figure;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page.Cell;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import dev.recsim.report.page.Plain;
import dev.recsim.report.page.Strips;
import dev.recsim.report.search.SearchOutcome.Candidate;
import dev.recsim.report.search.SearchOutcome.Rung;
import dev.recsim.report.search.Tuning.Scores;
import dev.recsim.stats.Estimate;
import dev.recsim.stats.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Sections about a search: promised and confirmed mean, rungs and candidates. */
public record SearchSection(Tuning tuning, SearchOutcome search) {
  /** Largest number of candidates in a table; results.json has all. */
  private static final int MOST = 30;

  /** Returns the sections: promised and confirmed mean, then rungs, then candidates. */
  public static List<Section> of(Tuning tuning) {
    SearchSection section = new SearchSection(tuning, tuning.search());
    List<Section> sections = new ArrayList<>();
    if (tuning.promised().isPresent()) {
      sections.add(section.promise());
    }
    sections.add(section.rungs());
    sections.add(section.candidates());
    return sections;
  }

  /** A row of the chart and the table. */
  private record Row(String name, String seeds, Scores scores) {}

  private Section promise() {
    String best = search.best().orElseThrow().name();
    List<Row> rows = new ArrayList<>();
    tuning.promised().ifPresent(it -> rows.add(new Row("promised", "of the search", it)));
    tuning.confirmed().ifPresent(it -> rows.add(new Row("confirmed", "fresh", it)));
    if (!search.keepsDeclared()) {
      tuning.declared().ifPresent(it -> rows.add(new Row("as declared", "fresh", it)));
    }
    Strips strips = new Strips();
    rows.forEach(it -> strips.row(it.name(), it.scores().bySeed()));
    return new Section(
        "search",
        "Promised against confirmed",
        best
            + " is the best candidate for "
            + search.agent()
            + ": "
            + tuning.options()
            + ". The promised mean is over the seeds by which it was chosen among "
            + Figures.count(search.candidates().size())
            + " candidates, so it is too high on average. The confirmed mean is over fresh seeds"
            + " and is the result."
            + gain(),
        strips.chart("search", "Strip chart: promised and confirmed scores of " + best),
        table(rows),
        List.of());
  }

  private String gain() {
    return tuning
        .gain()
        .map(
            it -> {
              Optional<Interval> interval = it.interval();
              String range =
                  interval.isEmpty() ? "" : " (95 % interval " + Figures.interval(interval) + ")";
              return " On the same fresh seeds it earns %s%s against %s as declared."
                  .formatted(
                      Figures.signed(it.mean().mean(), Figures.decimals(interval)),
                      range,
                      search.agent());
            })
        .orElse("");
  }

  private static Table table(List<Row> rows) {
    return Columns.<Row>plain("Promised against confirmed")
        .text("Mean", Row::name)
        .cell("Score", it -> Figure.cell(it.scores().mean().mean(), it.scores().interval()))
        .cell("95 % interval", it -> Cell.of(it.scores().interval()))
        .text("Seeds", Row::seeds)
        .cell("Number", it -> Cell.count(it.scores().bySeed().size()))
        .rows(rows);
  }

  private Section rungs() {
    return Section.of(
        "rungs",
        "Rungs of the search",
        search.method().equals("random")
            ? "All candidates ran on the same seeds; the best mean won."
            : "The candidates of a rung ran on the same seeds. The best of them went on to the next"
                + " rung with more seeds, and the best of the last rung won.",
        Columns.<Rung>plain("Rungs")
            .text("Rung", it -> Integer.toString(search.rungs().indexOf(it) + 1))
            .cell("Candidates", it -> Cell.count(it.candidates().size()))
            .cell("Seeds of each", it -> Cell.count(it.seeds()))
            .rows(search.rungs()));
  }

  private Section candidates() {
    List<Candidate> sorted =
        search.candidates().stream()
            .sorted(
                Comparator.comparing((Candidate it) -> it.error() != null)
                    .thenComparing(it -> -it.scores().length)
                    .thenComparing(Comparator.comparingDouble(SearchSection::mean).reversed()))
            .toList();
    Set<String> keys = new LinkedHashSet<>();
    sorted.forEach(it -> keys.addAll(it.keys().keySet()));
    Columns<Candidate> table =
        Columns.<Candidate>sortable("Candidates by rung and mean")
            .text("Candidate", Candidate::name);
    for (String key : keys) {
      table.text(key, it -> it.keys().getOrDefault(key, "as declared"));
    }
    table
        .cell(
            "Mean in the search",
            it ->
                it.scores().length == 0
                    ? Cell.of("-")
                    : Figure.cell(mean(it), Estimate.of(it.scores()).interval(Figures.LEVEL)))
        .cell("Seeds", it -> Cell.count(it.scores().length));
    if (!tuning.failed().isEmpty()) {
      table.word("Failed", it -> Cell.of(it.error() == null ? "-" : Plain.line(it.error())));
    }
    return Section.of(
        "candidates",
        "Candidates",
        "The means are those of the search, and the best of them is partly lucky: compare no other"
            + " scores with them. Candidates that left earlier have fewer seeds."
            + (tuning.failed().isEmpty() ? "" : " A candidate with a failed trial is out.")
            + (sorted.size() <= MOST
                ? ""
                : " The table has the best "
                    + MOST
                    + " and those that failed; results.json has all "
                    + Figures.count(sorted.size())
                    + "."),
        table.rows(
            sorted.stream()
                .filter(it -> it.error() != null || sorted.indexOf(it) < MOST)
                .toList()));
  }

  private static double mean(Candidate candidate) {
    return candidate.scores().length == 0
        ? Double.NEGATIVE_INFINITY
        : Estimate.mean(candidate.scores());
  }
}
