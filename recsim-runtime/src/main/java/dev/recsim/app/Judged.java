package dev.recsim.app;

import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.Snapshot;
import dev.recsim.trial.TrialResult;
import java.util.List;

/**
 * What is stored of an experiment, and what the check says of it.
 *
 * @param trials all that a check may ask for, as far as they are stored
 * @param snapshot the same as scores
 * @param result the verdict
 */
record Judged(List<TrialResult> trials, Snapshot snapshot, CheckResult result) {
  Judged with(CheckResult other) {
    return new Judged(trials, snapshot, other);
  }
}
