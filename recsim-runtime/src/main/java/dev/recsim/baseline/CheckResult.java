package dev.recsim.baseline;

import java.util.List;
import java.util.Optional;

/**
 * What a check says of an experiment.
 *
 * @param experiment its name
 * @param status whether there was a baseline to compare with
 * @param problem why the baseline cannot be used, with the cure; null where it can or there is none
 * @param changes what is not as it was when the baseline was recorded; with status CHANGED
 * @param baseline the baseline; null where there is none that can be read
 * @param comparisons one for each agent; empty unless status is COMPARED
 * @param claims one for each claim of the experiment file, whatever the status
 */
public record CheckResult(
    String experiment,
    Status status,
    String problem,
    List<Change> changes,
    Snapshot baseline,
    List<Comparison> comparisons,
    List<ClaimResult> claims) {
  public CheckResult {
    changes = List.copyOf(changes);
    comparisons = List.copyOf(comparisons);
    claims = List.copyOf(claims);
  }

  /** Whether there was a baseline to compare with. */
  public enum Status {
    /** Compared; see the comparisons. */
    COMPARED,
    /** There is no baseline file. */
    NO_BASELINE,
    /** The experiment is another one than the baseline's. */
    CHANGED,
    /** The baseline file cannot be read or is not to be trusted. */
    DAMAGED
  }

  /**
   * The result where agents must be IDENTICAL: the others DIFFER, even if they hold. Agents whose
   * baseline was computed by engine {@code dl4j} are not asked: plain Java arithmetic is the same
   * on every machine, native arithmetic is not.
   */
  public CheckResult exact() {
    return new CheckResult(
        experiment,
        status,
        problem,
        changes,
        baseline,
        comparisons.stream().map(it -> isNative(it.agent()) ? it : exact(it)).toList(),
        claims);
  }

  private boolean isNative(String agent) {
    return baseline.agent(agent).filter(it -> "dl4j".equals(it.engine())).isPresent();
  }

  private static Comparison exact(Comparison comparison) {
    boolean differs =
        comparison.outcome() == Outcome.HOLDS || comparison.outcome() == Outcome.UNDECIDED;
    return differs ? comparison.with(Outcome.DIFFERS) : comparison;
  }

  /** The comparison of an agent, if there is one. */
  public Optional<Comparison> comparison(String agent) {
    return comparisons.stream().filter(it -> it.agent().equals(agent)).findFirst();
  }

  /** Whether there is anything at all to say. */
  public boolean empty() {
    return status == Status.NO_BASELINE && claims.isEmpty();
  }
}
