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
 * The session logs of an experiment, one JSON Lines file for each trial with every step of its
 * evaluation. A log is complete or absent, and always belongs to the stored trial.
 */
public final class SessionLogs {
  private static final String COLUMNS = "columns.json";

  private final Path folder;
  private final boolean wanted;

  /**
   * @param folder folder of the logs; need not exist yet
   * @param wanted whether to log trials
   */
  public SessionLogs(Path folder, boolean wanted) {
    this.folder = folder;
    this.wanted = wanted;
  }

  public Path folder() {
    return folder;
  }

  /** The logs of trials that run; empty if trials are not logged. */
  public Optional<StepLog.Source> source() {
    return wanted ? Optional.of(this::open) : Optional.empty();
  }

  /** Whether logs are wanted and a stored trial has none. */
  public boolean lacks(TrialId trial) {
    return wanted && !Files.exists(file(trial));
  }

  /**
   * Prepares the folder before trials run: removes incomplete files of killed runs, and writes the
   * names of the features, which logs contain as numbers only.
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
   * Moves the log of a trial to its final place before the trial is stored. If the trial was not
   * logged or failed, deletes the log of the previous trial.
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
