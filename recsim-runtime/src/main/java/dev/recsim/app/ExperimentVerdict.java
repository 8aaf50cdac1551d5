package dev.recsim.app;

import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.Snapshot;
import dev.recsim.trial.TrialResult;
import java.util.List;

/**
 * The stored trials of an experiment and the verdict on them.
 *
 * @param trials stored trials among all that a check may need
 * @param snapshot their scores
 * @param result the verdict
 */
record ExperimentVerdict(List<TrialResult> trials, Snapshot snapshot, CheckResult result) {
  ExperimentVerdict with(CheckResult other) {
    return new ExperimentVerdict(trials, snapshot, other);
  }
}
