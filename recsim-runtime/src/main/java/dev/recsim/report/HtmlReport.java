package dev.recsim.report;

import dev.recsim.report.check.CheckSections;
import dev.recsim.report.check.History;
import dev.recsim.report.check.History.AgentValues;
import dev.recsim.report.page.About;
import dev.recsim.report.page.Assets;
import dev.recsim.report.page.Columns;
import dev.recsim.report.page.Data;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page;
import dev.recsim.report.page.Page.Cell;
import dev.recsim.report.page.Page.Column;
import dev.recsim.report.page.Page.Key;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Table;
import dev.recsim.report.page.PageData;
import dev.recsim.report.results.Results;
import dev.recsim.report.results.Swept;
import dev.recsim.report.search.SearchSection;
import dev.recsim.report.sessions.ReplayedSessions;
import dev.recsim.report.sessions.SessionSection;
import dev.recsim.report.shown.ShownSections;
import dev.recsim.report.sweep.SweepSection;
import dev.recsim.report.sweep.SweepSection.SweptScore;
import dev.recsim.report.training.TrainingEnd;
import dev.recsim.stats.Estimate;
import dev.recsim.stats.Interval;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Failed;
import dev.recsim.trial.shown.ShownTables;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * The report of an experiment: one HTML file that needs no network.
 *
 * <p>Outside {@code <section id="provenance">} it depends only on the results: the same trials give
 * the same bytes.
 */
public final class HtmlReport {
  /** Largest number of reference lines; more would hide the points. */
  private static final int MOST_REFERENCES = 4;

  private final ExperimentResults results;
  private final Standings standings;
  private final Conclusion conclusion;
  private final MetricSections metrics;
  private final Optional<ShownTables> shown;
  private final Optional<ReplayedSessions> replayed;

  /** Intervals of the IQM by agent. They are stored because the bootstrap takes time. */
  private final Map<String, Interval> iqmIntervals = new HashMap<>();

  private HtmlReport(
      ExperimentResults results,
      Results written,
      Optional<ReplayedSessions> replayed,
      Optional<ShownTables> shown) {
    this.results = results;
    this.replayed = replayed;
    this.shown = shown;
    written.agents().forEach(agent -> iqmIntervals.put(agent.name(), agent.iqmCi95()));
    this.standings = Standings.of(results);
    this.conclusion = Conclusion.of(standings);
    this.metrics = new MetricSections(standings, results.metrics());
  }

  /** Returns the page as text. */
  public static String render(ExperimentResults results) {
    return render(results, Optional.empty(), Optional.empty());
  }

  /** Returns the page with what was replayed as text. */
  static String render(
      ExperimentResults results, Optional<ReplayedSessions> replayed, Optional<ShownTables> shown) {
    byte[] html = utf8(results, ResultsJson.of(results), replayed, shown);
    return new String(html, StandardCharsets.UTF_8);
  }

  /**
   * Returns the page in UTF-8.
   *
   * @param written the same results as in {@code results.json}
   * @param replayed sessions that were replayed; empty if there are none of these trials
   * @param shown what agents show in replayed sessions; empty if there are none of these trials
   */
  public static byte[] utf8(
      ExperimentResults results,
      Results written,
      Optional<ReplayedSessions> replayed,
      Optional<ShownTables> shown) {
    Page page = new HtmlReport(results, written, replayed, shown).page();
    return Assets.page(html -> JtereportGenerated.render(html, null, page));
  }

  private Page page() {
    List<Section> sections = sections();
    return new Page(
        results.title(),
        results.name(),
        results.swept(),
        conclusion.headline(),
        conclusion.detail(),
        conclusion.warnings(),
        results.check() == null ? null : CheckSections.top(results.check()),
        keys(),
        results
            .about()
            .facts(
                standings.scored().stream().mapToDouble(Standing::meanLength).toArray(),
                standings.scored().stream().mapToInt(it -> it.completed().size()).max().orElse(0)),
        sections,
        failures(),
        results.resolved(),
        results.fingerprint(),
        Origin.tables(results.provenance(), standings),
        standings.all().stream()
            .flatMap(it -> it.failed().stream())
            .map(Failed::stackTrace)
            .distinct()
            .toList(),
        data(sections).embedded());
  }

  private List<Section> sections() {
    List<Section> sections = verdictSections();
    results.tuning().ifPresent(it -> sections.addAll(SearchSection.of(it)));
    if (standings.scored().isEmpty()) {
      return sections;
    }
    sweep().ifPresent(sections::add);
    Curves curves = new Curves(standings, results.exact());
    ScoreSections scores = new ScoreSections(standings);
    sections.addAll(standings.trust().sections());
    sections.add(curves.section());
    sections.add(training());
    sections.add(Diagnostics.ofLearners(standings));
    sections.add(Diagnostics.ofMetrics(standings));
    sections.add(curves.speed());
    sections.add(scores.distribution());
    scores.profile().ifPresent(sections::add);
    sections.add(SessionRewards.section(standings));
    shown.ifPresent(it -> sections.addAll(shown(it)));
    replayed.map(SessionSection::of).ifPresent(sections::add);
    sections.add(scores.differences());
    metrics.section().ifPresent(sections::add);
    metrics.topics().ifPresent(sections::add);
    new Choices(standings, results.exact()).section().ifPresent(sections::add);
    sections.add(agents());
    sections.removeIf(Section::isEmpty);
    return sections;
  }

  private List<Section> shown(ShownTables tables) {
    List<String> ranking = standings.ranking().stream().map(Standing::name).toList();
    Optional<String> random =
        standings.scored().stream()
            .filter(it -> it.type().equals("random"))
            .map(Standing::name)
            .findFirst();
    return ShownSections.of(
        tables, ranking, results.about().reference().or(() -> random).orElse(""));
  }

  /** Returns the scores by swept key; empty without a sweep. */
  private Optional<Section> sweep() {
    List<SweptScore> scores = new ArrayList<>();
    Map<String, Double> references = new LinkedHashMap<>();
    if (results.exact() != null) {
      references.put("optimum", results.exact().optimal());
    }
    for (Standing agent : standings.scored()) {
      if (agent.agent().swept() != null) {
        scores.add(score(agent.agent().swept(), agent));
      } else if (!agent.oracle() && references.size() < MOST_REFERENCES) {
        references.put(agent.name(), agent.mean().mean());
      }
    }
    return SweepSection.of(scores, references);
  }

  private static SweptScore score(Swept swept, Standing agent) {
    Estimate mean = agent.mean();
    return new SweptScore(
        swept.base(),
        swept.keys(),
        mean.mean(),
        mean.interval(Figures.LEVEL),
        agent.share(),
        mean.n());
  }

  private List<Section> verdictSections() {
    List<Section> sections = new ArrayList<>();
    if (results.check() != null) {
      sections.addAll(CheckSections.of(results.check()));
    }
    List<AgentValues> now =
        standings.scored().stream().map(it -> new AgentValues(it.name(), it.scores())).toList();
    new History(results.history(), results.fingerprint(), now).section().ifPresent(sections::add);
    return sections;
  }

  private List<Key> keys() {
    List<Key> keys = new ArrayList<>();
    List<Standing> ranking = standings.ranking();
    if (ranking.isEmpty()) {
      return keys;
    }
    Standing best = ranking.get(0);
    best.share().ifPresent(it -> keys.add(new Key(Figures.percent(it), "of the exact optimum")));
    keys.add(new Key(Figures.mean(best.mean()), earned() + ", " + best.name()));
    if (ranking.size() > 1) {
      Difference lead = Difference.between(best, ranking.get(1));
      if (lead.paired() && !lead.none()) {
        keys.add(
            new Key(
                Figures.signed(lead.mean().mean(), Figures.decimals(lead.interval())),
                "against " + ranking.get(1).name() + ", the next best"));
      }
    }
    keys.add(new Key(Figures.count(best.completed().size()), "seeds per agent"));
    return keys;
  }

  /** Returns what a score counts. */
  private String earned() {
    About about = results.about();
    return about.unit().isEmpty() ? "reward per session" : about.aSession();
  }

  /** Returns why training ended; empty if no agent learns. */
  private Section training() {
    record Learner(Standing agent, TrainingEnd end) {}
    return Section.of(
        "training",
        "How training ended",
        "Steps in the environment are means over seeds, validation not counted. An agent was still"
            + " improving if more than half of its seeds were.",
        Columns.<Learner>plain("How training ended")
            .text("Agent", it -> it.agent.name())
            .cell("Steps", it -> steps(it.agent))
            .text("Its training", it -> it.end.sentence())
            .rows(
                standings.scored().stream()
                    .flatMap(it -> it.training().map(end -> new Learner(it, end)).stream())
                    .toList()));
  }

  private Section agents() {
    boolean exact = standings.scored().stream().allMatch(Standing::exact);
    return Section.of(
        "agents",
        "All figures",
        (exact
                ? "The score of a trial is the exact expected reward of a session under its final"
                    + " greedy policy. "
                : "The score of a trial is the expected reward of a session under its final greedy"
                    + " policy: exact where the environment is finite, else the mean of the evaluation"
                    + " sessions. ")
            + "Intervals cover the choice of seeds. IQM is the mean of the middle half of the"
            + " seeds, its interval a bootstrap. The optimality gap is how far a trial is from the"
            + " optimum on average. Steps and updates are means of a trial's training; CPU seconds"
            + " are under Provenance.",
        figures());
  }

  private Table figures() {
    Columns<Standing> table = Columns.<Standing>sortable("Agents").text("Agent", Standing::name);
    add(table, new Column("Type", false, ""), it -> Cell.of(it.type()));
    add(table, "Score", it -> Cell.of(Figures.mean(it.mean()), it.mean().mean()));
    if (standings.scored().stream().anyMatch(it -> it.before().isPresent())) {
      add(
          table,
          "Baseline",
          it ->
              it.before()
                  .map(then -> Cell.of(Figures.mean(then), then.mean()))
                  .orElse(Cell.of("-")));
    }
    add(table, "95 % interval", it -> Cell.of(it.mean().interval(Figures.LEVEL)));
    add(table, "Of optimum", it -> Cell.percent(it.share()));
    add(table, "Worst seed", it -> like(it.mean(), it.worst()));
    add(table, "Best seed", it -> like(it.mean(), it.best()));
    add(table, "IQM", it -> like(it.mean(), it.iqm()));
    add(table, "95 % of IQM", it -> Cell.of(Optional.ofNullable(iqmIntervals.get(it.name()))));
    add(table, "Optimality gap", it -> Cell.percent(it.optimalityGap()));
    if (!metrics.tellsSessionLength()) {
      add(
          table,
          "Session length",
          it -> Cell.of(Figures.fixed(it.meanLength(), 2), it.meanLength()));
    }
    add(table, "Steps", HtmlReport::steps);
    add(table, "Updates", it -> count(it, Completed::updates));
    add(table, "Seeds", it -> Cell.count(it.completed().size()));
    return table.rows(standings.all());
  }

  private static void add(Columns<Standing> table, String name, Function<Standing, Cell> cell) {
    add(table, new Column(name, true, ""), cell);
  }

  /** Adds a column that has a dash for agents without scores. */
  private static void add(Columns<Standing> table, Column column, Function<Standing, Cell> cell) {
    table.cell(column, agent -> agent.scored() ? cell.apply(agent) : Cell.of("-"));
  }

  private static Cell like(Estimate mean, double score) {
    return Cell.of(Figures.fixed(score, Figures.decimals(mean.interval(Figures.LEVEL))), score);
  }

  private static Cell steps(Standing agent) {
    double mean = agent.meanSteps();
    return Cell.of(Figures.steps(mean), mean);
  }

  private static Cell count(Standing agent, ToLongFunction<Completed> cost) {
    double mean = agent.completed().stream().mapToLong(cost).average().orElse(0);
    return Cell.of(Figures.fixed(mean, 0), mean);
  }

  private Table failures() {
    return standings.failed() == 0
        ? null
        : Columns.<Failed>plain("Failed trials")
            .text("Agent", it -> it.id().agent())
            .figure("Seed", it -> Integer.toString(it.id().seed()))
            .text("Error", Failed::error)
            .rows(standings.all().stream().flatMap(it -> it.failed().stream()).toList());
  }

  private String rewardAxis() {
    String earned = earned();
    return earned.substring(0, 1).toUpperCase(Locale.ROOT) + earned.substring(1);
  }

  private Data data(List<Section> sections) {
    Map<String, Boolean> oracles = new LinkedHashMap<>();
    results.agents().forEach(agent -> oracles.put(agent.name(), agent.oracle()));
    results.agents().stream()
        .filter(agent -> agent.swept() != null)
        .forEach(agent -> oracles.putIfAbsent(agent.swept().base(), agent.oracle()));
    Data data = PageData.of(oracles, sections).and("reward", rewardAxis());
    return results.exact() == null ? data : data.and("optimum", results.exact().optimal());
  }
}
