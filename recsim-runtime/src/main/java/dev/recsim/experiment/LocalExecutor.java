package dev.recsim.experiment;

import dev.recsim.store.SessionLogs;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Runs trials on threads of this JVM.
 *
 * @param parallelism number of trials that run at the same time, 1 or more
 * @param timeout longest time for a trial, after which it fails; empty for no limit
 * @param keeps whether what its trials leave is kept after the last one, for those of another one
 */
public record LocalExecutor(int parallelism, Optional<Duration> timeout, boolean keeps)
    implements TrialExecutor {
  /** Runs all trials of a run. */
  public LocalExecutor(int parallelism, Optional<Duration> timeout) {
    this(parallelism, timeout, false);
  }

  @Override
  public Results start(List<PlannedTrial> trials, SessionLogs logs, Progress progress) {
    return new Workers(
        trials.stream().map(PlannedTrial::trial).toList(),
        logs.source(),
        parallelism,
        timeout,
        keeps,
        progress);
  }
}
