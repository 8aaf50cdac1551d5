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
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Runs the trials of a plan that are not in the store. The calling thread stores each result when
 * it arrives.
 *
 * @param logs logs of the evaluation sessions
 * @param executor runs the trials; is not closed
 */
public record Runner(
    TrialStore store, SessionLogs logs, TrialExecutor executor, Progress progress) {
  /** Number of trials whose stored results are read to say why they run again. */
  private static final int MOST_EXPLAINED = 200;

  /**
   * Runs the missing trials of a plan.
   *
   * @param force whether to run every trial, including stored ones
   * @return the number of trials that ran
   * @throws IOException if a result cannot be stored, or the executor fails; stored results are
   *     kept
   */
  public int complete(Plan plan, boolean force) throws IOException, InterruptedException {
    store.sweep();
    List<PlannedTrial> due = new ArrayList<>();
    int withoutLog = 0;
    SortedSet<String> unversioned = new TreeSet<>();
    SortedSet<String> changed = new TreeSet<>();
    int explained = 0;
    for (PlannedTrial planned : plan.bySeed()) {
      boolean completed = !force && isCompleted(planned, unversioned);
      if (!completed && !force && explained < MOST_EXPLAINED) {
        explained++;
        changed.addAll(store.changes(planned.trial().id(), planned.fingerprint()));
      }
      boolean lacksLog = completed && logs.lacks(planned.trial().id());
      withoutLog += lacksLog ? 1 : 0;
      if (!completed || lacksLog) {
        due.add(planned);
      }
    }
    if (!changed.isEmpty()) {
      progress.changed(changed);
    }
    if (!unversioned.isEmpty()) {
      progress.notReusable(unversioned);
    }
    if (withoutLog > 0) {
      progress.withoutLog(withoutLog);
    }
    List<TrialId> ids = due.stream().map(it -> it.trial().id()).toList();
    progress.planned(ids, past(plan, ids));
    progress.started(plan.trials().size() - due.size(), due.size());
    if (!due.isEmpty()) {
      run(due);
    }
    return due.size();
  }

  /** Wall time of one stored trial of each agent; of one that need not run again, if it has one. */
  private Map<String, Long> past(Plan plan, List<TrialId> due) {
    Map<String, TrialId> examples = new HashMap<>();
    due.forEach(it -> examples.putIfAbsent(it.agent(), it));
    Set<TrialId> missing = Set.copyOf(due);
    plan.trials().stream()
        .map(it -> it.trial().id())
        .filter(it -> !missing.contains(it))
        .forEach(it -> examples.replace(it.agent(), it));
    Map<String, Long> past = new HashMap<>();
    examples.forEach(
        (agent, example) ->
            store
                .cost(example)
                .ifPresent(it -> past.put(agent, it.trainingNanos() + it.evaluationNanos())));
    return past;
  }

  /**
   * Whether a trial is completed and may be used again. Failed trials run again, because the cause
   * may be fixed.
   *
   * @param unversioned receives the agent if its completed trial may not be used again
   */
  private boolean isCompleted(PlannedTrial planned, SortedSet<String> unversioned) {
    boolean reusable = planned.agent().reusable();
    boolean completed = store.knows(planned.trial().id(), planned.fingerprint());
    if (!completed && look(planned) instanceof Completed stored) {
      completed = true;
      reusable &= stored.reusable();
    }
    if (completed && !reusable) {
      unversioned.add(planned.agent().name());
    }
    return completed && reusable;
  }

  /** The stored result of a trial; null if there is none that is sound. */
  private TrialResult look(PlannedTrial planned) {
    Stored stored = store.look(planned.trial().id(), planned.fingerprint());
    if (stored instanceof Stored.Damaged damaged) {
      progress.damaged(damaged);
    }
    return stored instanceof Stored.Sound sound ? sound.result() : null;
  }

  private void run(List<PlannedTrial> due) throws IOException, InterruptedException {
    logs.prepare(due.get(0).trial().environment().space());
    Map<TrialId, PlannedTrial> planned = new HashMap<>();
    due.forEach(trial -> planned.put(trial.trial().id(), trial));
    boolean estimated = logs.most() > 0 && executor.isHere();
    if (estimated) {
      progress.logged(logs.estimate(due.get(0).trial()), due.size());
    }
    try (TrialExecutor.Results results = executor.start(due, logs, progress)) {
      for (int done = 1; done <= due.size(); done++) {
        TrialResult result = results.take();
        PlannedTrial trial = planned.get(result.id());
        logs.settle(result.id(), result instanceof Completed);
        store.save(result, trial.fingerprint(), trial.metadata());
        if (done == 1 && due.size() > 1 && logs.most() > 0 && !estimated) {
          progress.logged(logs.bytes(result.id()), due.size());
        }
        progress.finished(result, done);
      }
    } finally {
      progress.ended();
    }
  }
}
