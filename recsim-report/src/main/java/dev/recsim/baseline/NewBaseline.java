package dev.recsim.baseline;

import dev.recsim.baseline.Snapshot.Acceptance;
import java.util.List;
import java.util.Set;

/**
 * A baseline to be recorded, with the changes that must be accepted.
 *
 * @param before the baseline that it replaces; null if there is none or it cannot be read
 * @param after the new baseline
 * @param check the check of {@code after} with the recorded rule; null without {@code before}
 * @param needed changes for the worse, each of which must be accepted by name
 * @param accepted names that were accepted; {@link #ALL} accepts every name
 */
public record NewBaseline(
    Snapshot before,
    Snapshot after,
    CheckResult check,
    List<Acceptance> needed,
    Set<String> accepted) {
  /** Accepts every change. */
  public static final String ALL = "all";

  /** Name of a changed arena. */
  public static final String ARENA = "arena";

  /** Name of a baseline that cannot be read. */
  public static final String BASELINE = "baseline";

  /** Name of a weaker rule. */
  public static final String RULE = "rule";

  public NewBaseline {
    needed = List.copyOf(needed);
    accepted = Set.copyOf(accepted);
  }

  /** The changes that were not accepted; if there are any, nothing is recorded. */
  public List<Acceptance> refused() {
    return needed.stream()
        .filter(it -> !accepted.contains(ALL) && !accepted.contains(it.name()))
        .toList();
  }
}
