package dev.recsim.baseline;

import dev.recsim.baseline.rule.Change;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The verdict of a check on an experiment.
 *
 * @param experiment its name
 * @param status COMPARED, or why its agents were not compared: NO_BASELINE, ARENA_CHANGED,
 *     NO_EXPERIMENT or DAMAGED
 * @param problem why the baseline cannot be used or its experiment cannot be run, and what to do;
 *     null if there is no problem
 * @param changes keys that changed since the baseline was recorded
 * @param baseline the baseline; null if there is none or it cannot be read
 * @param comparisons one for the score of each agent, followed by those of its guards; with
 *     ARENA_CHANGED, those of the recorded experiment, run with the current code
 * @param weakening the verdict of the recorded rule, if the current rule is more lenient
 * @param claims one for each claim of the experiment file, whatever the status
 * @param arenaScores with ARENA_CHANGED, the scores in both arenas
 * @param unit what the reward counts, in the plural; empty if that has no name
 */
public record CheckResult(
    String experiment,
    Outcome status,
    String problem,
    List<Change> changes,
    Snapshot baseline,
    List<Comparison> comparisons,
    Optional<Weakening> weakening,
    List<ClaimResult> claims,
    List<ArenaScore> arenaScores,
    String unit) {
  public CheckResult {
    changes = List.copyOf(changes);
    comparisons = List.copyOf(comparisons);
    claims = List.copyOf(claims);
    arenaScores = List.copyOf(arenaScores);
  }

  /** The verdict on rewards without a unit. */
  public CheckResult(
      String experiment,
      Outcome status,
      String problem,
      List<Change> changes,
      Snapshot baseline,
      List<Comparison> comparisons,
      Optional<Weakening> weakening,
      List<ClaimResult> claims,
      List<ArenaScore> arenaScores) {
    this(
        experiment,
        status,
        problem,
        changes,
        baseline,
        comparisons,
        weakening,
        claims,
        arenaScores,
        "");
  }

  /** The same verdict on rewards of this unit. */
  public CheckResult in(String other) {
    return new CheckResult(
        experiment,
        status,
        problem,
        changes,
        baseline,
        comparisons,
        weakening,
        claims,
        arenaScores,
        other);
  }

  /** The result for a baseline file without an experiment. */
  public static CheckResult noExperiment(String experiment, String problem) {
    return new CheckResult(
        experiment,
        Outcome.NO_EXPERIMENT,
        problem,
        List.of(),
        null,
        List.of(),
        Optional.empty(),
        List.of(),
        List.of());
  }

  /**
   * The result if agents must be IDENTICAL: scores and guards of agents with an unchanged
   * definition that would otherwise pass DIFFER. Agents whose baseline used engine {@code dl4j} are
   * exempt, because native arithmetic differs between machines.
   */
  public CheckResult exact() {
    return withComparisons(
        comparisons.stream().map(it -> isNative(it.agent()) ? it : exact(it)).toList());
  }

  private boolean isNative(String agent) {
    return baseline.agent(agent).filter(it -> "dl4j".equals(it.engine())).isPresent();
  }

  private static Comparison exact(Comparison comparison) {
    boolean differs =
        comparison.changes().isEmpty()
            && (comparison.outcome() == Outcome.HOLDS
                || comparison.outcome() == Outcome.IMPROVED
                || comparison.outcome() == Outcome.UNDECIDED);
    return differs ? comparison.with(Outcome.DIFFERS, List.of()) : comparison;
  }

  /** The claims of this result, without baseline. */
  public CheckResult claimsOnly() {
    return new CheckResult(
        experiment,
        Outcome.COMPARED,
        null,
        List.of(),
        null,
        List.of(),
        Optional.empty(),
        claims,
        List.of(),
        unit);
  }

  /** This result without claims. */
  public CheckResult withoutClaims() {
    return copy(status, changes, comparisons, weakening, List.of(), arenaScores);
  }

  /** This result with the comparisons of one agent. */
  public CheckResult only(String agent) {
    return withComparisons(comparisons.stream().filter(it -> it.agent().equals(agent)).toList());
  }

  /** The claims of this result, for an experiment whose baseline file cannot be its own. */
  public CheckResult orphaned(String why) {
    return new CheckResult(
        experiment,
        Outcome.NO_EXPERIMENT,
        why,
        List.of(),
        null,
        List.of(),
        Optional.empty(),
        claims,
        List.of(),
        unit);
  }

  /** The same result for an experiment that needs no baseline. */
  public CheckResult baselineNotNeeded() {
    return copy(Outcome.COMPARED, changes, comparisons, weakening, claims, arenaScores);
  }

  /** The result for policies that are only evaluated on a log. */
  public static CheckResult ofLog(String experiment, List<ClaimResult> claims) {
    return noExperiment(experiment, null).claimsOnly().onLog(claims);
  }

  /**
   * A copy with more claims, which are about a log. An experiment with such claims needs no
   * baseline.
   */
  public CheckResult onLog(List<ClaimResult> more) {
    return copy(
        status == Outcome.NO_BASELINE ? Outcome.COMPARED : status,
        changes,
        comparisons,
        weakening,
        Stream.concat(claims.stream(), more.stream()).toList(),
        arenaScores);
  }

  /** A copy with other comparisons. */
  CheckResult withComparisons(List<Comparison> other) {
    return copy(status, changes, other, weakening, claims, arenaScores);
  }

  /** A copy with the verdict of the recorded rule. */
  public CheckResult with(Weakening recorded) {
    return copy(
        status,
        Stream.concat(changes.stream(), recorded.changes().stream()).toList(),
        comparisons,
        Optional.of(recorded),
        claims,
        arenaScores);
  }

  /** A copy for a changed arena. */
  CheckResult withArena(List<Change> all, List<ArenaScore> scores) {
    return copy(status, all, comparisons, weakening, claims, scores);
  }

  private CheckResult copy(
      Outcome otherStatus,
      List<Change> otherChanges,
      List<Comparison> otherComparisons,
      Optional<Weakening> otherWeakening,
      List<ClaimResult> otherClaims,
      List<ArenaScore> otherScores) {
    return new CheckResult(
        experiment,
        otherStatus,
        problem,
        otherChanges,
        baseline,
        otherComparisons,
        otherWeakening,
        otherClaims,
        otherScores,
        unit);
  }

  /** The worst verdict of all; claims that hold are ignored. */
  public Outcome worst() {
    return Stream.of(
            Stream.of(status),
            comparisons.stream().map(Comparison::outcome),
            weakening.stream().filter(it -> !it.passes()).map(it -> Outcome.WEAKENED),
            claims.stream().map(ClaimResult::outcome).filter(outcome -> !outcome.holds()))
        .flatMap(outcomes -> outcomes)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** The comparisons of scores. */
  public List<Comparison> scores() {
    return comparisons.stream().filter(it -> !it.ofGuard()).toList();
  }

  /** The comparisons of guarded metrics. */
  public List<Comparison> guards() {
    return comparisons.stream().filter(Comparison::ofGuard).toList();
  }

  /** The comparison of this name, of an agent or {@code <agent>:<metric>}; empty if none. */
  public Optional<Comparison> comparison(String name) {
    return comparisons.stream().filter(it -> it.name().equals(name)).findFirst();
  }

  /** Whether there is no baseline and no claim. */
  public boolean empty() {
    return baseline == null
        && (status == Outcome.NO_BASELINE || status == Outcome.COMPARED)
        && claims.isEmpty();
  }
}
