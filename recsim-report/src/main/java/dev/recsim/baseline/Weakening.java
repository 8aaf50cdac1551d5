package dev.recsim.baseline;

import dev.recsim.rule.Change;
import java.util.List;
import java.util.stream.Stream;

/**
 * The result of the recorded rule for the current run on the recorded seeds, if the rule was
 * relaxed since.
 *
 * @param changes the relaxed parts: margin, guards, claims, seeds
 * @param comparisons one for each quantity of each agent in both baseline and experiment
 * @param claims one for each recorded claim
 */
public record Weakening(
    List<Change> changes, List<Comparison> comparisons, List<ClaimResult> claims) {
  public Weakening {
    changes = List.copyOf(changes);
    comparisons = List.copyOf(comparisons);
    claims = List.copyOf(claims);
  }

  /** The comparisons of scores. */
  public List<Comparison> scores() {
    return comparisons.stream().filter(it -> !it.ofGuard()).toList();
  }

  /** The comparisons of guarded metrics. */
  public List<Comparison> guards() {
    return comparisons.stream().filter(Comparison::ofGuard).toList();
  }

  /** Whether the run passes the recorded rule. */
  public boolean passes() {
    return Stream.concat(
            comparisons.stream().map(Comparison::outcome),
            claims.stream().map(ClaimResult::outcome))
        .allMatch(Outcome::holds);
  }
}
