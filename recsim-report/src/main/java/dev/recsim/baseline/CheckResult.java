package dev.recsim.baseline;

import dev.recsim.rule.Change;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The verdict of a check on an experiment.
 *
 * @param experiment its name
 * @param unit what the reward counts, in the plural; empty if that has no name
 * @param basis what its run was compared with
 * @param comparisons one for the score of each agent, followed by those of its guards; with
 *     ARENA_CHANGED, those of the recorded experiment, run with the current code
 * @param weakening the verdict of the recorded rule, if the current rule is more lenient
 * @param claims one for each claim of the experiment file, whatever the status
 * @param unrepeated agents whose trials differ from what was played again
 */
public record CheckResult(
    String experiment,
    String unit,
    Basis basis,
    List<Comparison> comparisons,
    Optional<Weakening> weakening,
    List<ClaimResult> claims,
    List<Unrepeated> unrepeated) {
  public CheckResult {
    comparisons = List.copyOf(comparisons);
    claims = List.copyOf(claims);
    unrepeated = List.copyOf(unrepeated);
  }

  /**
   * An agent whose trials differ from what was played again, so no verdict on it can be repeated.
   *
   * @param outcome UNREPEATABLE; DIFFERS if agents must be identical
   * @param how what differed
   */
  public record Unrepeated(String agent, Outcome outcome, String how) {}

  /**
   * What a run is compared with.
   *
   * @param status COMPARED, or why its agents were not compared: NO_BASELINE, ARENA_CHANGED,
   *     NO_EXPERIMENT or DAMAGED
   * @param problem why the baseline cannot be used or its experiment cannot be run, and what to do;
   *     empty if there is no problem
   * @param changes keys that changed since the baseline was recorded
   * @param baseline the baseline; empty if there is none or it cannot be read
   * @param arenaScores with ARENA_CHANGED, the scores in both arenas
   */
  public record Basis(
      Outcome status,
      Optional<String> problem,
      List<Change> changes,
      Optional<Snapshot> baseline,
      List<ArenaScore> arenaScores) {
    public Basis {
      changes = List.copyOf(changes);
      arenaScores = List.copyOf(arenaScores);
    }

    /** Without a baseline that can be read. */
    public static Basis of(Outcome status, String problem) {
      return new Basis(status, Optional.of(problem), List.of(), Optional.empty(), List.of());
    }

    /** Without a baseline, which is no problem. */
    public static Basis of(Outcome status) {
      return new Basis(status, Optional.empty(), List.of(), Optional.empty(), List.of());
    }

    Basis with(Outcome other) {
      return new Basis(other, problem, changes, baseline, arenaScores);
    }

    Basis and(List<Change> more) {
      List<Change> all = Stream.concat(changes.stream(), more.stream()).toList();
      return new Basis(status, problem, all, baseline, arenaScores);
    }
  }

  /** A result without comparisons and claims, on rewards without a unit. */
  public static CheckResult of(String experiment, Basis basis) {
    return new CheckResult(
        experiment, "", basis, List.of(), Optional.empty(), List.of(), List.of());
  }

  /** The result for a baseline file without an experiment. */
  public static CheckResult noExperiment(String experiment, String problem) {
    return of(experiment, Basis.of(Outcome.NO_EXPERIMENT, problem));
  }

  /** The result for policies that are only evaluated on a log. */
  public static CheckResult ofLog(String experiment, List<ClaimResult> claims) {
    return of(experiment, Basis.of(Outcome.COMPARED)).withClaims(claims);
  }

  /**
   * The result if agents must be IDENTICAL: scores and guards of agents with an unchanged
   * definition that would otherwise pass DIFFER. Agents whose baseline used engine {@code dl4j} are
   * exempt, because native arithmetic differs between machines.
   */
  public CheckResult exact() {
    return withComparisons(
            comparisons.stream().map(it -> isNative(it.agent()) ? it : exact(it)).toList())
        .with(
            unrepeated.stream()
                .map(it -> new Unrepeated(it.agent(), Outcome.DIFFERS, it.how()))
                .toList());
  }

  private boolean isNative(String agent) {
    return basis
        .baseline()
        .flatMap(it -> it.agent(agent))
        .filter(it -> "dl4j".equals(it.engine()))
        .isPresent();
  }

  private static Comparison exact(Comparison comparison) {
    boolean differs =
        comparison.subject().changes().isEmpty()
            && (comparison.outcome() == Outcome.HOLDS
                || comparison.outcome() == Outcome.IMPROVED
                || comparison.outcome() == Outcome.UNDECIDED);
    return differs ? comparison.with(Outcome.DIFFERS) : comparison;
  }

  /** The claims of this result, without baseline. */
  public CheckResult claimsOnly() {
    return ofLog(experiment, claims).in(unit);
  }

  /** The claims of this result, for an experiment whose baseline file cannot be its own. */
  public CheckResult orphaned(String why) {
    return noExperiment(experiment, why).withClaims(claims).in(unit);
  }

  /** This result without claims. */
  public CheckResult withoutClaims() {
    return withClaims(List.of());
  }

  /** This result with the comparisons of one agent. */
  public CheckResult only(String agent) {
    return withComparisons(comparisons.stream().filter(it -> it.agent().equals(agent)).toList());
  }

  /** The same result for an experiment that needs no baseline. */
  public CheckResult baselineNotNeeded() {
    return with(basis.with(Outcome.COMPARED));
  }

  /**
   * A copy with more claims, which are about a log. An experiment with such claims needs no
   * baseline.
   */
  public CheckResult onLog(List<ClaimResult> more) {
    CheckResult result = status() == Outcome.NO_BASELINE ? baselineNotNeeded() : this;
    return result.withClaims(Stream.concat(claims.stream(), more.stream()).toList());
  }

  /** A copy with the verdict of the recorded rule. */
  public CheckResult with(Weakening recorded) {
    Basis changed = basis.and(recorded.changes());
    return new CheckResult(
        experiment, unit, changed, comparisons, Optional.of(recorded), claims, unrepeated);
  }

  /** A copy with agents whose trials differ from what was played again. */
  public CheckResult with(List<Unrepeated> agents) {
    return new CheckResult(experiment, unit, basis, comparisons, weakening, claims, agents);
  }

  /** A copy on rewards of this unit. */
  public CheckResult in(String other) {
    return new CheckResult(experiment, other, basis, comparisons, weakening, claims, unrepeated);
  }

  /** A copy with other comparisons. */
  public CheckResult withComparisons(List<Comparison> other) {
    return new CheckResult(experiment, unit, basis, other, weakening, claims, unrepeated);
  }

  /** A copy with other claims. */
  public CheckResult withClaims(List<ClaimResult> other) {
    return new CheckResult(experiment, unit, basis, comparisons, weakening, other, unrepeated);
  }

  private CheckResult with(Basis other) {
    return new CheckResult(experiment, unit, other, comparisons, weakening, claims, unrepeated);
  }

  /** COMPARED, or why its agents were not compared. */
  public Outcome status() {
    return basis.status();
  }

  /** The worst verdict of all; claims that hold are ignored. */
  public Outcome worst() {
    return Stream.of(
            Stream.of(status()),
            comparisons.stream().map(Comparison::outcome),
            weakening.stream().filter(it -> !it.passes()).map(it -> Outcome.WEAKENED),
            claims.stream().map(ClaimResult::outcome).filter(outcome -> !outcome.holds()),
            unrepeated.stream().map(Unrepeated::outcome))
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
    return basis.baseline().isEmpty()
        && (status() == Outcome.NO_BASELINE || status() == Outcome.COMPARED)
        && claims.isEmpty()
        && unrepeated.isEmpty();
  }
}
