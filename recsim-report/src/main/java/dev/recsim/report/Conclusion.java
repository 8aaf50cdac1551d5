package dev.recsim.report;

import dev.recsim.baseline.decision.ShipDecision;
import dev.recsim.fit.recovery.Recovery;
import dev.recsim.report.page.About;
import dev.recsim.report.page.Figures;
import dev.recsim.report.results.Results.Winner;
import dev.recsim.stats.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The conclusion of a report: which agents are best, and whether one is worth shipping.
 *
 * @param winner the best agents; empty without scores
 * @param decision whether an agent is worth shipping; null without scores
 * @param headline one short sentence
 * @param detail the figures behind it
 * @param warnings sentences about agents that cannot be compared or learned too little, with keys
 *     to try
 */
record Conclusion(
    Optional<Winner> winner,
    ShipDecision decision,
    String headline,
    String detail,
    List<String> warnings) {

  /** Largest number of names in a headline. */
  private static final int NAMED = 3;

  /** Share of rare documents from which on a score is reported to rest on them. */
  private static final double MOST_RARE = 0.1;

  /** Largest number of names below a headline. */
  private static final int LISTED = 10;

  static Conclusion of(Standings standings) {
    List<Standing> ranking = standings.ranking();
    if (ranking.isEmpty()) {
      boolean none = standings.trials() == 0;
      return new Conclusion(
          Optional.empty(),
          null,
          none ? "There are no trials yet." : "No trial completed.",
          none
              ? ""
              : "All "
                  + Figures.count(standings.trials())
                  + " trials failed; their errors are below.",
          List.of());
    }
    ShipDecision decision = standings.decision().orElseThrow();
    DecisionWords words = new DecisionWords(decision, standings.results().about().unit());
    List<Standing> leaders = leaders(ranking);
    String subject = decision.ofReference() ? decision.reference() : decision.candidate();
    Standing best =
        ranking.stream().filter(it -> it.name().equals(subject)).findFirst().orElse(ranking.get(0));
    String detail =
        Stream.of(
                Stream.of(
                    figures(best, standings.results().about()),
                    apart(leaders, decision),
                    OneSeed.sentence(leaders, decision)),
                words.sentences().stream(),
                Stream.of(
                    OneTraining.covered(standings),
                    standings.trust().detail(),
                    failures(standings)))
            .flatMap(sentences -> sentences)
            .filter(sentence -> !sentence.isEmpty())
            .collect(Collectors.joining(" "));
    return new Conclusion(
        Optional.of(
            new Winner(
                leaders.stream().map(Standing::name).toList(),
                ranking.size() > 1 && leaders.size() == 1)),
        decision,
        words.headline(),
        detail,
        warnings(standings));
  }

  private static List<String> warnings(Standings standings) {
    return Stream.of(
            standings.results().setting().fit().stream(),
            alike(standings.scored()).stream(),
            OneTraining.warning(standings).stream(),
            Weak.sentences(standings),
            standings.trust().warnings().stream(),
            rare(standings.ranking().get(0)).stream())
        .flatMap(sentences -> sentences)
        .toList();
  }

  /** Whether the best agent rests on documents that a log shows rarely. */
  private static Optional<String> rare(Standing best) {
    double share =
        best.completed().stream()
            .mapToDouble(it -> it.metrics().getOrDefault(Recovery.RARE_SHARE, 0.0))
            .average()
            .orElse(0);
    return share > MOST_RARE
        ? Optional.of(
            "%s rests on what the log has hardly seen: %s of what it shows has fewer exposures than min_exposures of the fit. Show these documents to some users at random, and log that."
                .formatted(best.name(), Figures.percent(share)))
        : Optional.empty();
  }

  /** Returns the best agent and those that are not clearly worse. */
  private static List<Standing> leaders(List<Standing> ranking) {
    Standing best = ranking.get(0);
    List<Standing> leaders = new ArrayList<>(List.of(best));
    for (Standing other : ranking.subList(1, ranking.size())) {
      if (!Difference.between(best, other).clear()) {
        leaders.add(other);
      }
    }
    return leaders;
  }

  /** Returns the names, or their number if there are too many for a sentence. */
  private static String fewNames(List<Standing> agents) {
    return agents.size() <= NAMED ? names(agents) : Figures.count(agents.size()) + " agents";
  }

  /** Names agents, besides the two of the headline, that may be as good as the best one. */
  private static String apart(List<Standing> leaders, ShipDecision decision) {
    List<String> others =
        leaders.stream()
            .skip(1)
            .filter(it -> !OneSeed.shared(leaders.get(0), it))
            .map(Standing::name)
            .filter(it -> !it.equals(decision.candidate()) && !it.equals(decision.reference()))
            .toList();
    return others.isEmpty()
        ? ""
        : "Not clearly worse than %s: %s."
            .formatted(leaders.get(0).name(), Figures.some(others, LISTED));
  }

  private static String names(List<Standing> agents) {
    int last = agents.size() - 1;
    return agents.subList(0, last).stream().map(Standing::name).collect(Collectors.joining(", "))
        + " and "
        + agents.get(last).name();
  }

  /** Returns what an agent earns, and how much of the optimum, also on its worst seed. */
  private static String figures(Standing agent, About about) {
    Estimate mean = agent.mean();
    String basis =
        mean.interval(Figures.LEVEL)
            .map(
                it ->
                    it.halfWidth() == 0
                        ? (agent.oneTraining() ? "one training, " : "")
                            + "the same on all "
                            + mean.n()
                            + " seeds"
                        : "95 %% interval %s, %s seeds"
                            .formatted(Figures.interval(Optional.of(it)), mean.n()))
            .orElse("one seed, so no interval");
    String share =
        agent
            .yardstick()
            .map(
                it ->
                    ", "
                        + it.text(mean.mean())
                        + (agent.worst() == agent.best()
                            ? ""
                            : "; its worst seed reaches "
                                + Figures.percent(agent.share(agent.worst()))))
            .orElse("");
    return "%s earns %s %s (%s)%s."
        .formatted(agent.name(), Figures.mean(mean), about.aSession(), basis, share);
  }

  /**
   * Returns a warning if all agents earn the same, so slates have no effect; not if all are
   * optimal.
   */
  private static Optional<String> alike(List<Standing> agents) {
    boolean optimal =
        !agents.isEmpty() && agents.get(0).share().filter(share -> share >= 0.999).isPresent();
    return !optimal
            && agents.stream().map(Standing::type).distinct().count() > 1
            && agents.stream().skip(1).allMatch(it -> it.sameSessionsAs(agents.get(0)))
        ? Optional.of(
            "All agents earned the same reward in every session, so what they show makes no"
                + " difference. If users always click, set no_click_mass of the choice model.")
        : Optional.empty();
  }

  /**
   * Identifies learners that are clearly worse than {@code random}, than the best agent that
   * neither learns nor is an oracle, or than {@code myopic}, which only looks one step ahead.
   *
   * @param reference the agent that is better
   * @param cure what to try
   */
  private record Weak(String reference, String cure) {
    /** Returns one sentence for all learners with the same reference and cure. */
    private static Stream<String> sentences(Standings standings) {
      Map<Weak, List<Standing>> weak = new LinkedHashMap<>();
      for (Standing agent : standings.ranking()) {
        agent
            .training()
            .flatMap(end -> reference(standings, agent).map(it -> new Weak(it.name(), end.cure())))
            .ifPresent(it -> weak.computeIfAbsent(it, key -> new ArrayList<>()).add(agent));
      }
      return weak.entrySet().stream().map(it -> it.getKey().sentence(it.getValue()));
    }

    private static Optional<Standing> reference(Standings standings, Standing agent) {
      List<Standing> others =
          standings.ranking().stream().filter(it -> !it.learns() && !it.oracle()).toList();
      return Stream.of(
              others.stream().filter(it -> it.type().equals("random")),
              others.stream().limit(1),
              standings.scored().stream().filter(it -> it.type().equals("myopic")))
          .flatMap(candidates -> candidates)
          .filter(it -> it.mean().mean() > agent.mean().mean())
          .filter(it -> Difference.between(agent, it).clear())
          .findFirst();
    }

    private String sentence(List<Standing> agents) {
      boolean one = agents.size() == 1;
      return "%s %s clearly less than %s, which does not learn: %s."
          .formatted(
              one ? agents.get(0).name() : fewNames(agents),
              one ? "earns" : "earn",
              reference,
              cure);
    }
  }

  private static String failures(Standings standings) {
    int failed = standings.failed();
    return failed == 0
        ? ""
        : "%s of %s trials failed and %s left out."
            .formatted(
                Figures.count(failed),
                Figures.count(standings.trials()),
                failed == 1 ? "is" : "are");
  }
}
