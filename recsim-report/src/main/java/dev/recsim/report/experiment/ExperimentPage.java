package dev.recsim.report.experiment;

import dev.recsim.explain.replay.Replayed;
import dev.recsim.report.ExperimentResults;
import dev.recsim.report.ExperimentResults.AgentResults;
import dev.recsim.report.JtepageGenerated;
import dev.recsim.report.Standing;
import dev.recsim.report.Standings;
import dev.recsim.report.Yardstick;
import dev.recsim.report.check.CheckSections;
import dev.recsim.report.check.History;
import dev.recsim.report.check.History.AgentValues;
import dev.recsim.report.page.Assets;
import dev.recsim.report.page.Data;
import dev.recsim.report.page.Figures;
import dev.recsim.report.page.Page;
import dev.recsim.report.page.Page.Link;
import dev.recsim.report.page.Page.Part;
import dev.recsim.report.page.Page.Section;
import dev.recsim.report.page.Page.Top;
import dev.recsim.report.page.Page.Words;
import dev.recsim.report.page.Plain;
import dev.recsim.report.page.Run;
import dev.recsim.report.results.Results;
import dev.recsim.report.results.Swept;
import dev.recsim.report.search.SearchSection;
import dev.recsim.report.sessions.SessionSection;
import dev.recsim.report.shown.ShownSections;
import dev.recsim.report.sweep.SweepSection;
import dev.recsim.report.sweep.SweepSection.SweptScore;
import dev.recsim.report.worlds.WorldSections;
import dev.recsim.stats.Estimate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The report of an experiment: one HTML file that needs no network.
 *
 * <p>Outside {@code <details id="provenance">} it depends only on the results: the same trials give
 * the same bytes.
 */
public final class ExperimentPage {
  /** With more agents, charts and tables show the best ten at first. */
  private static final int MANY = 15;

  /** Largest number of reference lines; more would hide the points. */
  private static final int MOST_REFERENCES = 4;

  private final ExperimentResults results;
  private final Results written;
  private final Standings standings;
  private final Optional<Replayed> replayed;

  private ExperimentPage(ExperimentResults results, Results written, Optional<Replayed> replayed) {
    this.results = results;
    this.replayed = replayed;
    this.written = written;
    this.standings = Standings.of(results);
  }

  /**
   * Returns the page in UTF-8.
   *
   * @param written the same results as in {@code results.json}
   * @param replayed sessions that were replayed; empty if there are none of these trials
   */
  public static byte[] utf8(
      ExperimentResults results, Results written, Optional<Replayed> replayed) {
    Page page = new ExperimentPage(results, written, replayed).page();
    return Assets.page(html -> JtepageGenerated.render(html, null, page));
  }

  /** Returns the sections in the order of the page, which leaves out the empty ones. */
  private List<Section> sections() {
    return Stream.of(
            in(Part.RESULT, result()),
            in(Part.WHY, why()),
            in(Part.TRAINING, training()),
            in(
                Part.PROVENANCE,
                Stream.of(
                    OriginSections.failures(standings),
                    standings.scored().isEmpty()
                        ? Section.NONE
                        : AgentSections.figures(standings, written),
                    OriginSections.declaration(results))))
        .flatMap(sections -> sections)
        .toList();
  }

  private Stream<Section> in(Part part, Stream<Section> sections) {
    return sections.map(section -> section.titled(shortly(section.heading())).in(part));
  }

  private Stream<Section> result() {
    Stream<Section> verdicts =
        results.check().stream().flatMap(it -> CheckSections.of(it).stream());
    Stream<Section> scores =
        standings.scored().isEmpty()
            ? Stream.of()
            : Stream.of(swept(), ScoreSections.scores(standings));
    Stream<Section> decision = Stream.of(DecisionSection.of(standings, written.decision()));
    boolean failed = results.check().filter(it -> CheckSections.top(it).failed()).isPresent();
    return Stream.of(
            failed ? verdicts : decision,
            failed ? decision : verdicts,
            scores,
            WorldSections.of(results.worlds()).stream(),
            Stream.of(standings.trust().section()),
            results.tuning().map(SearchSection::of).orElse(List.of()).stream())
        .flatMap(sections -> sections);
  }

  private Stream<Section> why() {
    if (standings.scored().isEmpty()) {
      return Stream.of(changed(), history());
    }
    return Stream.of(
        changed(),
        history(),
        replayed.map(SessionSection::of).orElse(Section.NONE),
        replayed.filter(it -> it.shown() != null).map(this::shown).orElse(Section.NONE),
        MetricSections.metrics(standings),
        MetricSections.topics(standings),
        SessionRewards.section(standings));
  }

  private Stream<Section> training() {
    return standings.scored().isEmpty()
        ? Stream.of()
        : Stream.of(
            Curves.section(standings),
            AgentSections.training(standings),
            Diagnostics.ofLearners(standings),
            Diagnostics.ofMetrics(standings));
  }

  private Section changed() {
    return results.check().map(CheckSections::changes).orElse(Section.NONE);
  }

  private Section shown(Replayed made) {
    List<String> ranking = standings.ranking().stream().map(Standing::name).toList();
    Optional<String> random =
        standings.scored().stream()
            .filter(it -> it.type().equals("random"))
            .map(Standing::name)
            .findFirst();
    return ShownSections.of(
        made.shown(),
        made.withoutBaseline().missing(),
        ranking,
        results.about().production().or(() -> random).orElse(""));
  }

  private Section history() {
    List<AgentValues> now =
        standings.scored().stream().map(it -> new AgentValues(it.name(), it.scores())).toList();
    return new History(results.judgement().history(), results.identity().fingerprint(), now)
        .section();
  }

  private Page page() {
    List<Section> sections = sections();
    return new Page(
        new Top(
            results.identity().title(),
            crumbs(),
            results.check().map(CheckSections::top),
            new Words(
                shortly(written.headline()),
                Stream.concat(
                        swept(written.headline()),
                        Stream.of(written.detail(), String.join(" ", written.reality())))
                    .toList(),
                written.warnings()),
            List.of(),
            results
                .about()
                .facts(
                    standings.scored().stream().mapToDouble(Standing::meanLength).toArray(),
                    standings.scored().stream()
                        .mapToInt(it -> it.completed().size())
                        .max()
                        .orElse(0))),
        sections,
        data(sections),
        new Run(
            OriginSections.origin(standings),
            results.about().note(),
            AgentSections.ended(standings)));
  }

  /**
   * Returns what agents of a sweep are called in a text that names them: the first as before the
   * sweep, the second of the same name another one; nothing of more, who keep their names. So do
   * candidates of a search, beside the agent whose options are searched.
   */
  private Map<AgentResults, String> called(String text) {
    Map<AgentResults, String> called = new LinkedHashMap<>();
    results.agents().stream()
        .filter(it -> it.swept().isPresent() && name(it).matcher(text).find())
        .sorted(Comparator.comparing(it -> name(it).split(text)[0].length()))
        .forEach(
            it -> {
              String before = it.swept().orElseThrow().base();
              boolean there = results.agents().stream().anyMatch(at -> at.name().equals(before));
              String base = there ? it.name() : before;
              called.put(it, called.containsValue(base) ? "another " + base : base);
            });
    return called.size() == called.values().stream().distinct().count() ? called : Map.of();
  }

  /** The whole name of an agent of a sweep, which starts those of others. */
  private static Pattern name(AgentResults agent) {
    return Pattern.compile(Pattern.quote(agent.name()) + "(?![\\w.=-]*\\w)");
  }

  /** Returns a heading without the keys of agents of a sweep. */
  private String shortly(String heading) {
    String text = heading;
    for (Map.Entry<AgentResults, String> it : called(heading).entrySet()) {
      text = name(it.getKey()).matcher(text).replaceAll(Matcher.quoteReplacement(it.getValue()));
    }
    return text;
  }

  /** Returns the keys of the agents of a sweep that a headline names without them. */
  private Stream<String> swept(String headline) {
    return called(headline).entrySet().stream()
        .map(
            agent ->
                agent.getKey().swept().orElseThrow().keys().entrySet().stream()
                    .map(it -> it.getKey().replaceFirst(".*\\.", "") + " " + it.getValue())
                    .collect(Collectors.joining(", ", agent.getValue() + ": ", ".")));
  }

  private List<Link> crumbs() {
    Link all = Link.index(results.name());
    return results
        .identity()
        .swept()
        .map(it -> List.of(all, new Link(it.base(), "../index.html"), new Link(it.name(), "")))
        .orElse(List.of(all, new Link(results.name(), "")));
  }

  private Data data(List<Section> sections) {
    Map<String, Boolean> oracles = new LinkedHashMap<>();
    results.agents().forEach(agent -> oracles.put(agent.name(), agent.oracle()));
    results.agents().stream()
        .forEach(
            agent -> agent.swept().ifPresent(it -> oracles.putIfAbsent(it.base(), agent.oracle())));
    Data data =
        Data.page(oracles, sections)
            .and("reward", Plain.capital(results.about().rewardPerSession()));
    List<Standing> scored = standings.scored();
    if (scored.size() > MANY) {
      data.and("ranking", scored.stream().map(Standing::name));
    }
    results.exact().ifPresent(it -> data.and("optimum", it.optimal()));
    return data;
  }

  /** The scores of swept agents by key, beside those of the others; empty without a sweep. */
  private Section swept() {
    List<SweptScore> scores = new ArrayList<>();
    Map<String, Double> references = new LinkedHashMap<>();
    results.exact().ifPresent(it -> references.put("optimum", it.optimal()));
    for (Standing agent : standings.scored()) {
      if (agent.agent().swept().isPresent()) {
        scores.add(score(agent.agent().swept().get(), agent));
      } else if (!agent.oracle() && references.size() < MOST_REFERENCES) {
        references.put(agent.name(), agent.mean().mean());
      }
    }
    return SweepSection.of(
        scores, references, standings.yardstick().map(Yardstick::column).orElse(""));
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
}
