package dev.recsim.report;

import dev.recsim.report.page.About;
import dev.recsim.report.page.Figures;
import dev.recsim.report.results.Results.Winner;
import dev.recsim.stats.Estimate;
import dev.recsim.stats.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The conclusion of a report: which agents are best.
 *
 * @param winner the best agents; empty without scores
 * @param headline one short sentence
 * @param detail the figures behind it
 * @param warnings sentences about agents that cannot be compared or learned too little, with keys
 *     to try
 */
record Conclusion(Optional<Winner> winner, String headline, String detail, List<String> warnings) {

  /** Largest number of names in a headline. */
  private static final int NAMED = 3;

  /** Largest number of names below a headline. */
  private static final int LISTED = 10;

  static Conclusion of(Standings standings) {
    List<Standing> ranking = standings.ranking();
    if (ranking.isEmpty()) {
      return standings.trials() == 0
          ? new Conclusion(Optional.empty(), "There are no trials yet.", "", List.of())
          : new Conclusion(
              Optional.empty(),
              "No trial completed.",
              "All "
                  + Figures.count(standings.trials())
                  + " trials failed; their errors are below.",
              List.of());
    }
    List<Standing> leaders = leaders(ranking);
    String detail =
        Stream.of(
                leaders.size() > NAMED ? apart(leaders) : "",
                earnings(ranking.get(0), standings.results().about()),
                ranking.size() > 1 ? lead(ranking.get(0), ranking.get(1)) : "",
                worst(ranking.get(0)),
                standings.trust().detail(),
                oracles(standings),
                reference(standings),
                failures(standings))
            .filter(sentence -> !sentence.isEmpty())
            .collect(Collectors.joining(" "));
    boolean clear = ranking.size() > 1 && leaders.size() == 1;
    return new Conclusion(
        Optional.of(new Winner(leaders.stream().map(Standing::name).toList(), clear)),
        headline(ranking, leaders, standings.results().about()),
        detail,
        Stream.of(
                standings.results().fit().stream(),
                alike(standings.scored()).stream(),
                Weak.sentences(standings),
                standings.trust().warnings().stream())
            .flatMap(sentences -> sentences)
            .toList());
  }

  /** Returns headline and detail. */
  String sentence() {
    return detail.isEmpty() ? headline : headline + " " + detail;
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

  private static String headline(List<Standing> ranking, List<Standing> leaders, About about) {
    Standing best = ranking.get(0);
    String share = best.yardstick().map(it -> it.text(best.mean().mean())).orElse("");
    if (ranking.size() == 1) {
      return best.name()
          + (share.isEmpty() ? " earns " + Figures.mean(best.mean()) : " reaches " + share)
          + (share.isEmpty() ? " " + about.aSession() + "." : ".");
    }
    if (leaders.size() == 1) {
      return best.name() + " wins" + (share.isEmpty() ? "." : ": " + share + ".");
    }
    if (Difference.between(best, leaders.get(1)).bySeed().size() == 1) {
      return best.name() + " leads, but one seed cannot tell a winner.";
    }
    String names = fewNames(leaders);
    if (leaders.stream().skip(1).allMatch(other -> Difference.between(best, other).none())) {
      return names + " tie" + (share.isEmpty() ? "" : " at " + share) + ".";
    }
    return "No clear winner "
        + (leaders.size() == 2 ? "between " : "among ")
        + names
        + (share.isEmpty() ? "." : ", at " + share + ".");
  }

  /** Returns the names, or their number if there are too many for a sentence. */
  private static String fewNames(List<Standing> agents) {
    return agents.size() <= NAMED ? names(agents) : Figures.count(agents.size()) + " agents";
  }

  /** Names agents that are not clearly apart, the best ten if there are more. */
  private static String apart(List<Standing> agents) {
    return agents.size() <= LISTED
        ? names(agents) + " are not clearly apart."
        : Figures.some(agents.stream().map(Standing::name).toList(), LISTED)
            + " are not clearly apart.";
  }

  private static String names(List<Standing> agents) {
    int last = agents.size() - 1;
    return agents.subList(0, last).stream().map(Standing::name).collect(Collectors.joining(", "))
        + " and "
        + agents.get(last).name();
  }

  private static String earnings(Standing best, About about) {
    Estimate mean = best.mean();
    String basis =
        mean.interval(Figures.LEVEL)
            .map(
                it ->
                    it.halfWidth() == 0
                        ? "the same on all " + mean.n() + " seeds"
                        : interval(it) + ", " + mean.n() + " seeds")
            .orElse("one seed, so no interval");
    return "%s earns %s %s (%s)."
        .formatted(best.name(), Figures.mean(mean), about.aSession(), basis);
  }

  private static String lead(Standing best, Standing next) {
    Difference difference = Difference.between(best, next);
    if (!difference.paired()) {
      return "It shares no completed seed with " + next.name() + ", the next best.";
    }
    if (difference.none()) {
      return next.name() + " scores the same on every shared seed.";
    }
    Optional<Interval> interval = difference.interval();
    double lead = difference.mean().mean();
    int decimals = Figures.decimals(interval);
    String basis =
        interval
            .map(
                it ->
                    it.halfWidth() == 0
                        ? "the same on every seed"
                        : interval(it) + ", paired by seed")
            .orElse("on the one seed they share");
    return "That is %s%s %s than %s, the next best (%s)."
        .formatted(
            Figures.fixed(Math.abs(lead), decimals),
            relative(difference),
            lead < 0 ? "less" : "more",
            next.name(),
            basis);
  }

  /** Returns {@code ", or 3.8 %,"}; empty without a relative difference. */
  private static String relative(Difference difference) {
    OptionalDouble relative = difference.relative();
    double percent = Math.abs(100 * relative.orElse(0));
    return relative.isEmpty()
        ? ""
        : ", or " + Figures.fixed(percent, percent < 100 ? 1 : 0) + " %,";
  }

  private static String interval(Interval interval) {
    return "95 % interval " + Figures.interval(Optional.of(interval));
  }

  private static String worst(Standing best) {
    return best.worst() == best.best()
        ? ""
        : best.yardstick()
            .map(it -> "Its worst seed reaches " + it.text(best.worst()) + ".")
            .orElse("");
  }

  /** Returns a sentence about oracles that are not optimal, because they plan too few steps. */
  private static String oracles(Standings standings) {
    return standings.all().stream()
        .filter(Standing::scored)
        .filter(Standing::oracle)
        .filter(agent -> standings.ranking().get(0) != agent)
        .filter(agent -> agent.share().filter(share -> share < 0.999).isPresent())
        .map(
            agent ->
                "%s knows the environment and reaches only %s."
                    .formatted(
                        agent.name(), agent.yardstick().orElseThrow().text(agent.mean().mean())))
        .findFirst()
        .orElse("");
  }

  /**
   * Returns a sentence about the best oracle where exact values are unknown; empty without an
   * oracle or if it earns nothing.
   */
  private static String reference(Standings standings) {
    Standing best = standings.ranking().get(0);
    return standings.scored().stream()
        .filter(agent -> agent.oracle() && !best.oracle() && agent.yardstick().isEmpty())
        .filter(agent -> agent.mean().mean() > 0)
        .max(Comparator.comparingDouble(agent -> agent.mean().mean()))
        .map(
            agent ->
                "%s knows the environment and earns %s: %s reaches %s of it."
                    .formatted(
                        agent.name(),
                        Figures.mean(agent.mean()),
                        best.name(),
                        Figures.percent(best.mean().mean() / agent.mean().mean())))
        .orElse("");
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
   * Identifies learners that are clearly worse than {@code random}, or than the best agent that
   * neither learns nor is an oracle.
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
      return Stream.concat(
              others.stream().filter(it -> it.type().equals("random")), others.stream().limit(1))
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
