package dev.recsim.experiment;

import dev.recsim.store.TrialStore;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Runs the trials of a plan that the store does not have yet: one thread a trial, results stored
 * one by one by the calling thread as they come.
 */
public final class Runner {
  private final TrialStore store;
  private final int parallelism;
  private final Progress progress;

  /**
   * @param parallelism trials that run at the same time, 1 or more
   */
  public Runner(TrialStore store, int parallelism, Progress progress) {
    this.store = store;
    this.parallelism = parallelism;
    this.progress = progress;
  }

  /**
   * Completes a plan.
   *
   * @param force runs every trial, also those that the store has
   * @return how many trials ran
   * @throws IOException if a result cannot be stored; what was stored before stays
   */
  public int complete(Plan plan, boolean force) throws IOException, InterruptedException {
    store.sweep();
    List<PlannedTrial> due = new ArrayList<>();
    for (PlannedTrial planned : plan.bySeed()) {
      if (force || !isCompleted(planned)) {
        due.add(planned);
      }
    }
    progress.started(plan.trials().size() - due.size(), due.size());
    if (!due.isEmpty()) {
      run(due);
    }
    return due.size();
  }

  /** Failed trials are run again: what they failed of may be mended. */
  private boolean isCompleted(PlannedTrial planned) throws IOException {
    Optional<TrialResult> stored = store.find(planned.trial().id(), planned.fingerprint());
    return stored.isPresent() && stored.get() instanceof Completed;
  }

  private void run(List<PlannedTrial> due) throws IOException, InterruptedException {
    ExecutorService pool =
        Executors.newFixedThreadPool(
            Math.min(parallelism, due.size()),
            task -> {
              Thread thread = new Thread(task, "recsim-trial");
              thread.setDaemon(true);
              return thread;
            });
    try {
      CompletionService<TrialResult> running = new ExecutorCompletionService<>(pool);
      Map<Object, PlannedTrial> planned = new HashMap<>();
      for (PlannedTrial trial : due) {
        planned.put(trial.trial().id(), trial);
        running.submit(trial.trial()::run);
      }
      for (int done = 1; done <= due.size(); done++) {
        TrialResult result = running.take().get();
        PlannedTrial trial = planned.get(result.id());
        store.save(result, trial.fingerprint(), trial.metadata());
        progress.finished(result, done);
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a trial ended in an error of the JVM", e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }
}
