package dev.recsim.app.replay;

import dev.recsim.api.Options.InvalidFile;
import dev.recsim.experiment.PlannedTrial;
import dev.recsim.io.RegularFile;
import dev.recsim.json.JsonRecords;
import dev.recsim.report.ExperimentResults.AgentResults;
import dev.recsim.store.TrialStore;
import dev.recsim.trial.StepLog;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult.Completed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Replays stored trials of an experiment, and reads what was made from them. */
public final class Replays {
  private final Map<TrialId, PlannedTrial> planned = new HashMap<>();
  private final TrialStore store;

  /**
   * @param planned the trials that can be replayed
   */
  public Replays(List<PlannedTrial> planned, TrialStore store) {
    planned.forEach(it -> this.planned.put(it.trial().id(), it));
    this.store = store;
  }

  TrialStore store() {
    return store;
  }

  PlannedTrial planned(Completed trial) {
    return planned.get(trial.id());
  }

  /** The completed trials of an agent that can be replayed. */
  List<Completed> completed(AgentResults agent) {
    return agent.trials().stream()
        .filter(it -> it instanceof Completed && planned.containsKey(it.id()))
        .map(Completed.class::cast)
        .toList();
  }

  /** The contents of a file of the store; empty if it cannot be read or is not current. */
  <T extends Record> Optional<T> read(Path file, Class<T> type, Predicate<T> current) {
    try {
      return Optional.ofNullable(JsonRecords.read(RegularFile.text(file), type)).filter(current);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Replays sessions of a trial.
   *
   * @param sessions numbers of the sessions, without repeats
   * @param log receives every decision; if a reason is returned, these are not to be used
   * @return why the trial cannot be replayed, as the end of a sentence; empty if all rewards are
   *     the stored ones
   */
  Optional<String> play(Completed trial, int[] sessions, StepLog log) {
    PlannedTrial its = planned(trial);
    if (!its.agent().replayable()) {
      return Optional.of("it decides outside of this JVM");
    }
    try {
      return its.trial().replay(trial, store.weights(trial.id()), sessions, log);
    } catch (InvalidFile e) {
      return Optional.of(e.getMessage());
    }
  }
}
