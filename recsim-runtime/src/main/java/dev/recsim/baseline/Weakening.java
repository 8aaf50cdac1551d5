package dev.recsim.baseline;

import dev.recsim.baseline.rule.Change;
import java.util.List;
import java.util.stream.Stream;

/**
 * A rule that was relaxed since the baseline was recorded, and what the recorded rule says of the
 * current run on the recorded seeds.
 *
 * @param changes what was relaxed: margin, claims, seeds
 * @param comparisons one for each agent that the baseline and the experiment share
 * @param claims one for each recorded claim
 */
public record Weakening(
    List<Change> changes, List<Comparison> comparisons, List<ClaimResult> claims) {
  public Weakening {
    changes = List.copyOf(changes);
    comparisons = List.copyOf(comparisons);
    claims = List.copyOf(claims);
  }

  /** Whether the recorded rule would have passed. */
  public boolean passes() {
    return Stream.concat(
            comparisons.stream().map(Comparison::outcome),
            claims.stream().map(ClaimResult::outcome))
        .allMatch(Outcome::holds);
  }
}
