package dev.recsim.baseline;

import dev.recsim.baseline.Snapshot.Acceptance;
import java.util.List;
import java.util.Set;

/**
 * A baseline about to be recorded.
 *
 * @param before the baseline that it replaces; null where there is none that can be read
 * @param after what is recorded
 * @param check what the recorded rule says of {@code after}; null where there is no {@code before}
 * @param needed changes for the worse, each to be accepted by name
 * @param accepted names that were accepted; {@link #ALL} stands for every name
 */
public record Recording(
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

  public Recording {
    needed = List.copyOf(needed);
    accepted = Set.copyOf(accepted);
  }

  /** The changes that nobody accepted; nothing is recorded while there are any. */
  public List<Acceptance> refused() {
    return needed.stream()
        .filter(it -> !accepted.contains(ALL) && !accepted.contains(it.name()))
        .toList();
  }
}
