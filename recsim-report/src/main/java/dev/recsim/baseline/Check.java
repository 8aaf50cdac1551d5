package dev.recsim.baseline;

import dev.recsim.baseline.CheckResult.Basis;
import dev.recsim.baseline.Comparison.Evidence;
import dev.recsim.baseline.Pairing.Method;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.rule.Change;
import dev.recsim.rule.Changes;
import dev.recsim.rule.Claim;
import dev.recsim.rule.Look;
import dev.recsim.rule.Quantity;
import dev.recsim.stats.Estimate;
import dev.recsim.stats.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Compares the quantities of a run, scores and guarded metrics, with its baseline and tests its
 * claims.
 *
 * <p>A quantity that is identical to the baseline in all sessions is IDENTICAL. Otherwise its
 * values are compared seed by seed in a test of non-inferiority: with d the mean gain, delta the
 * margin and L, U the one-sided bounds of the true gain at alpha, it has IMPROVED if L is above 0,
 * HOLDS if L is at least -delta, has REGRESSED if d is below -delta and U is below 0, and is
 * UNDECIDED otherwise. The probability that an unchanged quantity is REGRESSED, and that one that
 * lost more than the margin passes, is at most alpha each. {@code docs/statistics.md} says for
 * which values this was measured.
 */
public final class Check {
  /** The default error rate. */
  public static final double ALPHA = 0.01;

  /** Rounding tolerated in differences, as a share of the larger score involved. */
  static final double ROUNDING = 1e-9;

  private final Rule rule;
  private final Looks looks;

  /**
   * @param alpha the error rate of every verdict
   * @throws IllegalArgumentException if alpha is not in [1e-6, 0.5) or there are no seeds
   */
  public Check(Rule rule, double alpha) {
    if (!(alpha >= 1e-6 && alpha < 0.5)) {
      throw new IllegalArgumentException("alpha must be in [0.000001, 0.5), but is " + alpha);
    }
    this.rule = rule;
    this.looks = new Looks(Look.of(rule.seeds(), rule.options().maxSeeds(), alpha));
  }

  /** The seeds of the last look, which are also those of a baseline. */
  public List<Integer> allSeeds() {
    return rule.allSeeds();
  }

  /** The result without a baseline: the claims alone. */
  public CheckResult withoutBaseline(Snapshot current) {
    return result(current, Basis.of(Outcome.NO_BASELINE), List.of());
  }

  /** The result if the baseline cannot be used. */
  public CheckResult damaged(Snapshot current, String problem) {
    return result(current, Basis.of(Outcome.DAMAGED, problem), List.of());
  }

  /** Compares every quantity of every agent of an experiment whose arena has not changed. */
  public CheckResult against(Snapshot current, Snapshot baseline, Changes changes) {
    List<Comparison> comparisons = comparisons(current, baseline, changes);
    return result(
        current,
        new Basis(
            Outcome.COMPARED,
            Optional.empty(),
            changed(comparisons),
            Optional.of(baseline),
            List.of()),
        comparisons);
  }

  /**
   * The result if the arena changed. The scores of the changed experiment are not comparable, so
   * the recorded experiment, run with the current code, is compared instead.
   *
   * @param recorded the check with the recorded rule
   * @param rerun the recorded experiment, run with the current code; empty if it could not be run
   * @param problem why it could not be run; empty if it could
   */
  public CheckResult arenaChanged(
      Snapshot current,
      Snapshot baseline,
      Changes changes,
      Check recorded,
      Optional<Snapshot> rerun,
      Optional<String> problem) {
    List<Comparison> comparisons =
        rerun.map(it -> recorded.comparisons(it, baseline, Changes.NONE)).orElse(List.of());
    List<ArenaScore> scores = ArenaScore.of(baseline, current);
    return result(
        current,
        new Basis(Outcome.ARENA_CHANGED, problem, changes.all(), Optional.of(baseline), scores),
        comparisons);
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
      Optional<AgentScores> before = baseline.agent(agent.name());
      if (before.isEmpty()) {
        comparisons.add(added(agent, baseline));
        continue;
      }
      for (Quantity quantity : rule.quantities()) {
        comparisons.add(
            new QuantityCheck(quantity, looks)
                .compare(agent, before.get())
                .with(changes.of(agent.name())));
      }
    }
    for (AgentScores agent : baseline.agents()) {
      if (current.agent(agent.name()).isEmpty()) {
        comparisons.add(
            Comparison.oneSided(
                agent.name(),
                Outcome.REMOVED,
                new Evidence(
                    Method.NONE,
                    0,
                    agent.seeds().size(),
                    Optional.empty(),
                    mean(agent.values()),
                    Double.NaN)));
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
    return looks.decide(
        List.of(agent),
        look ->
            Comparison.oneSided(
                agent.name(),
                Outcome.NEW,
                new Evidence(
                    Method.NONE,
                    look.seeds().size(),
                    0,
                    best.map(AgentScores::name),
                    best.map(it -> mean(it.values())).orElse(Double.NaN),
                    mean(agent.scores(look.seeds())))),
        Comparison::outcome,
        missing ->
            Comparison.unjudged(agent.name(), Quantity.score(null), Outcome.INCOMPLETE, missing));
  }

  /** The seeds that undecided comparisons need next; empty if there are no further looks. */
  public SortedMap<String, List<Integer>> wanted(List<Comparison> comparisons, Snapshot current) {
    return looks.next(
        comparisons.stream().filter(it -> it.outcome() == Outcome.UNDECIDED).map(Comparison::agent),
        current);
  }

  /** The seeds that undecided comparisons and those with missing trials need next. */
  public SortedMap<String, List<Integer>> missing(List<Comparison> comparisons, Snapshot current) {
    return looks.next(
        comparisons.stream()
            .filter(it -> it.outcome() == Outcome.UNDECIDED || it.outcome() == Outcome.INCOMPLETE)
            .map(Comparison::agent),
        current);
  }

  /** The seeds that undecided claims need next, by agent. */
  public SortedMap<String, List<Integer>> wantedByClaims(
      List<ClaimResult> claims, Snapshot current) {
    return looks.next(
        claims.stream()
            .filter(it -> it.outcome() == Outcome.UNDECIDED)
            .flatMap(it -> it.claim().agents().stream()),
        current);
  }

  private CheckResult result(Snapshot current, Basis basis, List<Comparison> comparisons) {
    return CheckResult.of(current.experiment(), basis)
        .withComparisons(comparisons)
        .withClaims(claims(current));
  }

  private static List<Change> changed(List<Comparison> comparisons) {
    return comparisons.stream().flatMap(it -> it.subject().changes().stream()).distinct().toList();
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
    return looks.decide(
        agents,
        look -> check.at(claim, look),
        ClaimResult::outcome,
        missing -> ClaimResult.incomplete(claim, missing));
  }

  private static double mean(double[] values) {
    return Estimate.of(values).mean();
  }

  /**
   * The decision rule.
   *
   * @param difference current minus baseline, above 0 for the better
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
}
