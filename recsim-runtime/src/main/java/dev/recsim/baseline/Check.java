package dev.recsim.baseline;

import dev.recsim.baseline.Pairing.Method;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.baseline.rule.Change;
import dev.recsim.baseline.rule.Claim;
import dev.recsim.baseline.rule.Look;
import dev.recsim.stats.Estimate;
import dev.recsim.stats.Interval;
import dev.recsim.stats.MeanDifference;
import dev.recsim.stats.Power;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Compares a run with its baseline and tests its claims.
 *
 * <p>An agent whose sessions are all identical to the baseline is IDENTICAL. Otherwise its scores
 * are compared seed by seed in a test of non-inferiority: with d the mean difference, delta the
 * margin and L, U the one-sided bounds of the true difference at alpha, it has IMPROVED if L is
 * above 0, HOLDS if L is at least -delta, has REGRESSED if d is below -delta and U is below 0, and
 * is UNDECIDED otherwise. The probability that an unchanged agent is REGRESSED, and that an agent
 * that dropped by more than the margin passes, is at most alpha each. {@code docs/error-rates.md}
 * says for which scores this was measured.
 */
public final class Check {
  /** The default error rate. */
  public static final double ALPHA = 0.01;

  /** Rounding tolerated in differences, as a share of the larger score involved. */
  static final double ROUNDING = 1e-9;

  /** Larger scores are not compared, because sums of their squares might overflow. */
  private static final double LARGEST_SCORE = 1e100;

  private final Rule rule;
  private final List<Look> looks;

  /**
   * @param alpha the error rate of every verdict
   * @throws IllegalArgumentException if alpha is not in [1e-6, 0.5) or there are no seeds
   */
  public Check(Rule rule, double alpha) {
    if (!(alpha >= 1e-6 && alpha < 0.5)) {
      throw new IllegalArgumentException("alpha must be in [0.000001, 0.5), but is " + alpha);
    }
    this.rule = rule;
    this.looks = Look.of(rule.seeds(), rule.options().maxSeeds(), alpha);
  }

  /** The seeds of the last look, which are also those of a baseline. */
  public List<Integer> allSeeds() {
    return rule.allSeeds();
  }

  /** The result without a baseline: the claims alone. */
  public CheckResult withoutBaseline(Snapshot current) {
    return result(current, Outcome.NO_BASELINE, null, null, List.of());
  }

  /** The result if the baseline cannot be used. */
  public CheckResult damaged(Snapshot current, String problem) {
    return result(current, Outcome.DAMAGED, problem, null, List.of());
  }

  /** Compares every agent of an experiment whose arena has not changed. */
  public CheckResult against(Snapshot current, Snapshot baseline, Changes changes) {
    return result(
        current, Outcome.COMPARED, null, baseline, comparisons(current, baseline, changes));
  }

  /**
   * The result if the arena changed. The scores of the changed experiment are not comparable, so
   * the recorded experiment, run with the current code, is compared instead.
   *
   * @param recorded the check with the recorded rule
   * @param rerun the recorded experiment, run with the current code
   * @param problem why it could not be run; null if it could
   */
  public CheckResult arenaChanged(
      Snapshot current,
      Snapshot baseline,
      Changes changes,
      Check recorded,
      Snapshot rerun,
      String problem) {
    List<Comparison> comparisons =
        rerun == null ? List.of() : recorded.comparisons(rerun, baseline, Changes.NONE);
    return result(current, Outcome.ARENA_CHANGED, problem, baseline, comparisons)
        .withArena(changes.all(), ArenaScore.of(baseline, current));
  }

  /**
   * The result of this rule, the recorded one, for a run whose current rule is more lenient.
   *
   * @param relaxed the changes that make the current rule more lenient
   */
  public Weakening weakening(
      List<Change> relaxed, Snapshot current, Snapshot baseline, Changes changes) {
    return new Weakening(
        relaxed,
        comparisons(current, baseline, changes).stream()
            .filter(it -> it.outcome() != Outcome.NEW && it.outcome() != Outcome.REMOVED)
            .toList(),
        claims(current));
  }

  private List<Comparison> comparisons(Snapshot current, Snapshot baseline, Changes changes) {
    List<Comparison> comparisons = new ArrayList<>();
    for (AgentScores agent : current.agents()) {
      comparisons.add(
          baseline
              .agent(agent.name())
              .map(before -> compare(agent, before).with(changes.of(agent.name())))
              .orElseGet(() -> added(agent, baseline)));
    }
    for (AgentScores agent : baseline.agents()) {
      if (current.agent(agent.name()).isEmpty()) {
        comparisons.add(
            Comparison.removed(agent.name(), agent.seeds().size(), mean(agent.values())));
      }
    }
    return comparisons;
  }

  /** The comparison of an agent that is not in the baseline with the best one of the baseline. */
  private Comparison added(AgentScores agent, Snapshot baseline) {
    Optional<AgentScores> best =
        baseline.agents().stream()
            .filter(it -> !it.scores().isEmpty() && !it.oracle())
            .max(Comparator.comparingDouble(it -> mean(it.values())));
    return decide(
        List.of(agent),
        look ->
            Comparison.added(
                agent.name(),
                look.seeds().size(),
                mean(agent.scores(look.seeds())),
                best.map(AgentScores::name).orElse(null),
                best.map(it -> mean(it.values())).orElse(Double.NaN)),
        Comparison::outcome,
        missing -> Comparison.incomplete(agent.name(), missing));
  }

  /** The seeds that undecided agents need next; empty if there are no further looks. */
  public SortedMap<String, List<Integer>> wanted(List<Comparison> comparisons, Snapshot current) {
    return next(
        comparisons.stream().filter(it -> it.outcome() == Outcome.UNDECIDED).map(Comparison::agent),
        current);
  }

  /** The seeds that undecided agents and agents with missing trials need next. */
  public SortedMap<String, List<Integer>> missing(List<Comparison> comparisons, Snapshot current) {
    return next(
        comparisons.stream()
            .filter(it -> it.outcome() == Outcome.UNDECIDED || it.outcome() == Outcome.INCOMPLETE)
            .map(Comparison::agent),
        current);
  }

  /** The seeds that undecided claims need next, by agent. */
  public SortedMap<String, List<Integer>> wantedByClaims(
      List<ClaimResult> claims, Snapshot current) {
    return next(
        claims.stream()
            .filter(it -> it.outcome() == Outcome.UNDECIDED)
            .flatMap(it -> it.claim().agents().stream()),
        current);
  }

  private SortedMap<String, List<Integer>> next(Stream<String> agents, Snapshot current) {
    SortedMap<String, List<Integer>> wanted = new TreeMap<>();
    for (String agent : agents.distinct().toList()) {
      List<Integer> there = current.agent(agent).map(AgentScores::seeds).orElse(List.of());
      looks.stream()
          .map(Look::seeds)
          .filter(seeds -> !there.containsAll(seeds))
          .findFirst()
          .ifPresent(seeds -> wanted.put(agent, seeds));
    }
    return wanted;
  }

  private CheckResult result(
      Snapshot current,
      Outcome status,
      String problem,
      Snapshot baseline,
      List<Comparison> comparisons) {
    return new CheckResult(
        current.experiment(),
        status,
        problem,
        comparisons.stream().flatMap(it -> it.changes().stream()).toList(),
        baseline,
        comparisons,
        Optional.empty(),
        claims(current),
        List.of());
  }

  private List<ClaimResult> claims(Snapshot current) {
    ClaimCheck check = new ClaimCheck(current, rule.options().margin());
    return rule.claims().stream().map(claim -> decide(claim, current, check)).toList();
  }

  private ClaimResult decide(Claim claim, Snapshot current, ClaimCheck check) {
    List<AgentScores> agents = new ArrayList<>();
    for (String name : claim.agents()) {
      Optional<AgentScores> agent = current.agent(name);
      if (agent.isEmpty()) {
        return ClaimResult.incomplete(claim, "there is no agent " + name);
      }
      agents.add(agent.get());
    }
    return decide(
        agents,
        look -> check.at(claim, look),
        ClaimResult::outcome,
        missing -> ClaimResult.incomplete(claim, missing));
  }

  private Comparison compare(AgentScores current, AgentScores baseline) {
    Optional<String> unusable = unusable(baseline, baseline.seeds());
    if (baseline.scores().isEmpty() || unusable.isPresent()) {
      return Comparison.incomplete(
          current.name(), "in the baseline, " + unusable.orElse("it has no scores"));
    }
    return decide(
        List.of(current),
        look -> compare(current, baseline, look),
        Comparison::outcome,
        missing -> Comparison.incomplete(current.name(), missing));
  }

  /** The first look that decides, or the last possible one. */
  private <T> T decide(
      List<AgentScores> agents,
      Function<Look, T> verdict,
      Function<T, Outcome> outcome,
      Function<String, T> incomplete) {
    T last = null;
    for (Look look : looks) {
      Optional<String> unusable =
          agents.stream().flatMap(agent -> unusable(agent, look.seeds()).stream()).findFirst();
      if (unusable.isPresent()) {
        return incomplete.apply(unusable.get());
      }
      Optional<String> missing =
          agents.stream().flatMap(agent -> missing(agent, look.seeds()).stream()).findFirst();
      if (missing.isPresent()) {
        return last == null ? incomplete.apply(missing.get()) : last;
      }
      last = verdict.apply(look);
      if (outcome.apply(last) != Outcome.UNDECIDED) {
        return last;
      }
    }
    return last;
  }

  /**
   * A problem that more trials cannot solve: a failed trial of these seeds, or an invalid score.
   */
  private static Optional<String> unusable(AgentScores agent, List<Integer> seeds) {
    for (int seed : seeds) {
      if (agent.failed().containsKey(seed)) {
        return Optional.of(
            "seed " + seed + " of " + agent.name() + " failed: " + agent.failed().get(seed));
      }
    }
    return agent.scores().stream()
        .filter(it -> seeds.contains(it.seed()) && !(Math.abs(it.score()) <= LARGEST_SCORE))
        .map(it -> "seed " + it.seed() + " of " + agent.name() + " scored " + it.score())
        .map(it -> it + ", which cannot be compared")
        .findFirst();
  }

  private static Optional<String> missing(AgentScores agent, List<Integer> seeds) {
    Set<Integer> there = new HashSet<>(agent.seeds());
    long absent = seeds.stream().filter(seed -> !there.contains(seed)).count();
    return absent == 0
        ? Optional.empty()
        : Optional.of(
            absent + " of " + seeds.size() + " trials of " + agent.name() + " have not run");
  }

  private Comparison compare(AgentScores current, AgentScores baseline, Look look) {
    Pairing pairing = Pairing.of(current, baseline, look.seeds());
    double margin = rule.options().margin().around(mean(baseline.values()));
    if (pairing.method() == Method.EXACT || pairing.method() == Method.NONE) {
      Outcome outcome = pairing.method() == Method.EXACT ? Outcome.IDENTICAL : Outcome.UNDECIDED;
      return Comparison.of(
          current.name(), outcome, pairing, Optional.empty(), look.alpha(), margin, 0);
    }
    MeanDifference difference = pairing.difference();
    Interval bounds = difference.bounds(look.alpha());
    double scale = Math.max(Math.abs(pairing.current()), Math.abs(pairing.baseline()));
    Outcome outcome = outcome(difference.value(), bounds, margin, ROUNDING * scale);
    int seedsToDecide =
        outcome == Outcome.UNDECIDED
            ? seedsToDecide(difference, margin, look.alpha(), pairing.now().length)
            : 0;
    return Comparison.of(
        current.name(),
        outcome,
        pairing,
        Optional.of(difference),
        look.alpha(),
        margin,
        seedsToDecide);
  }

  private static double mean(double[] values) {
    return Estimate.of(values).mean();
  }

  /**
   * The decision rule.
   *
   * @param bounds of the difference; both are the difference itself if it has no variance
   * @param rounding differences up to this count as 0
   */
  static Outcome outcome(double difference, Interval bounds, double margin, double rounding) {
    if (bounds.low() > rounding) {
      return Outcome.IMPROVED;
    }
    if (bounds.low() >= -margin - rounding) {
      return Outcome.HOLDS;
    }
    return difference < -margin - rounding && bounds.high() < 0
        ? Outcome.REGRESSED
        : Outcome.UNDECIDED;
  }

  /**
   * The number of seeds that would decide if the agent did not change. If that is not more than
   * there are, the agent seems to have changed: then the number that would decide if the observed
   * difference is the true one.
   */
  private static int seedsToDecide(MeanDifference it, double margin, double alpha, int seeds) {
    int unchanged = Power.seedsToDecide(it.standardDeviation(), margin, alpha);
    if (unchanged == 0 || unchanged > seeds) {
      return unchanged;
    }
    return Power.seedsToDecide(it.standardDeviation(), it.value() + margin, alpha);
  }
}
