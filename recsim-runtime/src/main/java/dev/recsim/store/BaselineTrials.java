package dev.recsim.store;

import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The trials of a committed baseline. A store moves them aside before other results replace them,
 * so that reports can replay their sessions.
 *
 * @param kept the trials; empty if there is no baseline
 * @param recorded whether a trial has the score and the session rewards of the baseline
 */
public record BaselineTrials(Set<TrialId> kept, Predicate<Completed> recorded) {
  private static final Pattern FILE = Pattern.compile("(.+-seed-\\d+)\\.(?:json|safetensors)");

  /** Without a baseline. */
  public static final BaselineTrials NONE = new BaselineTrials(Set.of(), trial -> false);

  public BaselineTrials {
    kept = Set.copyOf(kept);
  }

  /** Whether a result is the one that the baseline recorded. */
  public boolean has(TrialResult result) {
    return result instanceof Completed completed && recorded.test(completed);
  }

  /** Returns whether a file is of another trial than those that are kept. */
  Predicate<String> leftOver() {
    Set<String> names = kept.stream().map(TrialId::toString).collect(Collectors.toSet());
    return file -> {
      Matcher trial = FILE.matcher(file);
      return trial.matches() && !names.contains(trial.group(1));
    };
  }
}
