package dev.recsim.experiment;

import dev.recsim.store.SessionLogs;
import dev.recsim.store.Stored;
import dev.recsim.store.TrialStore;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the trials of a plan that the store does not have yet: results are stored one by one by the
 * calling thread as they come.
 *
 * @param logs where trials are logged, if they are
 * @param executor where trials run; stays open
 */
public record Runner(
    TrialStore store, SessionLogs logs, TrialExecutor executor, Progress progress) {

  /**
   * Completes a plan.
   *
   * @param force runs every trial, also those that the store has
   * @return how many trials ran
   * @throws IOException if a result cannot be stored, or the executor cannot go on; what was stored
   *     before stays
   */
  public int complete(Plan plan, boolean force) throws IOException, InterruptedException {
    store.sweep();
    List<PlannedTrial> due = new ArrayList<>();
    int withoutLog = 0;
    for (PlannedTrial planned : plan.bySeed()) {
      boolean completed = !force && isCompleted(planned);
      boolean lacksLog = completed && logs.lacks(planned.trial().id());
      withoutLog += lacksLog ? 1 : 0;
      if (!completed || lacksLog) {
        due.add(planned);
      }
    }
    if (withoutLog > 0) {
      progress.withoutLog(withoutLog);
    }
    progress.started(plan.trials().size() - due.size(), due.size());
    if (!due.isEmpty()) {
      run(due);
    }
    return due.size();
  }

  /** Failed trials are run again: what they failed of may be mended. */
  private boolean isCompleted(PlannedTrial planned) {
    if (store.knows(planned.trial().id(), planned.fingerprint())) {
      return true;
    }
    Stored stored = store.look(planned.trial().id(), planned.fingerprint());
    if (stored instanceof Stored.Damaged damaged) {
      progress.damaged(damaged);
    }
    return stored instanceof Stored.Sound sound && sound.result() instanceof Completed;
  }

  private void run(List<PlannedTrial> due) throws IOException, InterruptedException {
    logs.prepare(due.get(0).trial().environment().space());
    Map<TrialId, PlannedTrial> planned = new HashMap<>();
    due.forEach(trial -> planned.put(trial.trial().id(), trial));
    try (TrialExecutor.Results results = executor.start(due, logs)) {
      for (int done = 1; done <= due.size(); done++) {
        TrialResult result = results.take();
        PlannedTrial trial = planned.get(result.id());
        logs.settle(result.id(), result instanceof Completed);
        store.save(result, trial.fingerprint(), trial.metadata());
        progress.finished(result, done);
      }
    }
  }
}
