package dev.recsim.store;

import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The trials of a committed baseline. A store moves them aside before other results replace them,
 * so that reports can replay their sessions.
 *
 * @param kept the trials; empty if there is no baseline
 * @param recorded whether a trial has the score and the session rewards of the baseline
 */
public record BaselineTrials(Set<TrialId> kept, Predicate<Completed> recorded) {
  /** Without a baseline. */
  public static final BaselineTrials NONE = new BaselineTrials(Set.of(), trial -> false);

  public BaselineTrials {
    kept = Set.copyOf(kept);
  }

  /** Whether a result is the one that the baseline recorded. */
  public boolean has(TrialResult result) {
    return result instanceof Completed completed && recorded.test(completed);
  }

  /** Whether a file is of another trial than those that are kept. */
  boolean isLeftOver(String file) {
    return file.matches(".+-seed-\\d+\\.(json|safetensors)")
        && kept.stream().noneMatch(id -> file.startsWith(id + "."));
  }
}
