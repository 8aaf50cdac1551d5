package dev.recsim.store;

import dev.recsim.api.Space;
import dev.recsim.io.AtomicFile;
import dev.recsim.trial.StepLog;
import dev.recsim.trial.TrialId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The session logs of an experiment, one JSON Lines file a trial: every step of its evaluation. A
 * log is complete or absent, and always that of the trial that is stored.
 */
public final class SessionLogs {
  private static final String COLUMNS = "columns.json";

  private final Path folder;
  private final boolean wanted;

  /**
   * @param folder where they are; need not exist yet
   * @param wanted whether trials are to be logged
   */
  public SessionLogs(Path folder, boolean wanted) {
    this.folder = folder;
    this.wanted = wanted;
  }

  public Path folder() {
    return folder;
  }

  /** Where trials that run tell their steps; empty where none are to be logged. */
  public Optional<StepLog.Source> source() {
    return wanted ? Optional.of(this::open) : Optional.empty();
  }

  /** Whether a stored trial lacks the log that is wanted. */
  public boolean lacks(TrialId trial) {
    return wanted && !Files.exists(file(trial));
  }

  /**
   * Before trials run: removes what a killed run has left half-written, and writes down the names
   * of the features that the logs hold as bare numbers.
   */
  public void prepare(Space space) throws IOException {
    TrialStore.sweep(folder);
    if (wanted) {
      Map<String, List<String>> names = new TreeMap<>();
      names.put("user", space.userFeatures());
      names.put("document", space.documentFeatures());
      names.put("signals", space.signals());
      AtomicFile.write(folder.resolve(COLUMNS), Json.write(names) + "\n");
    }
  }

  /**
   * Before a trial is stored: puts its log into place. One that was not logged, or failed, leaves
   * no log, not even that of the trial which was stored before.
   */
  public void settle(TrialId trial, boolean completed) throws IOException {
    Path unfinished = unfinished(trial);
    if (wanted && completed) {
      Files.move(
          unfinished,
          file(trial),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.deleteIfExists(unfinished);
      Files.deleteIfExists(file(trial));
    }
  }

  private StepLog open(TrialId trial, Space space) {
    try {
      Files.createDirectories(folder);
      return new SessionLog(unfinished(trial), trial, space);
    } catch (IOException e) {
      throw SessionLog.unwritten(unfinished(trial), e);
    }
  }

  private Path file(TrialId trial) {
    return folder.resolve(trial + ".jsonl");
  }

  private Path unfinished(TrialId trial) {
    return folder.resolve(trial + ".jsonl" + AtomicFile.UNFINISHED);
  }
}
