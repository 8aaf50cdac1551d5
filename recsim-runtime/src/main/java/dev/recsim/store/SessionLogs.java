package dev.recsim.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.recsim.api.Space;
import dev.recsim.io.AtomicFile;
import dev.recsim.json.JsonRecords;
import dev.recsim.trial.StepLog;
import dev.recsim.trial.Trial;
import dev.recsim.trial.TrialId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The session logs of an experiment, one JSON Lines file for each trial with every step of its
 * evaluation. A log is complete or absent, and always belongs to the stored trial.
 *
 * @param folder folder of the logs; need not exist yet
 * @param most number of sessions of a trial that are logged, the first ones; 0 for no logs
 */
public record SessionLogs(Path folder, int most) {
  private static final String COLUMNS = "columns.json";

  /** The names of the numbers of a log, and the sessions of a trial in it; null for all. */
  @JsonInclude(Include.NON_NULL)
  private record LogHeader(
      List<String> document, Integer sessions, List<String> signals, List<String> user) {}

  private static final Pattern SAMPLED = Pattern.compile("\"sessions\": ?(\\d+)");

  /** Every session of a trial. */
  public static final int ALL = Integer.MAX_VALUE;

  /** Number of sessions from which the size of a log is estimated. */
  private static final int SAMPLE = 5;

  /** Logs of all sessions, or none. */
  public SessionLogs(Path folder, boolean wanted) {
    this(folder, wanted ? ALL : 0);
  }

  /** The bytes of a trial's log; 0 if it has none. */
  public long bytes(TrialId trial) throws IOException {
    Path file = file(trial);
    return Files.exists(file) ? Files.size(file) : 0;
  }

  /**
   * About the bytes of a trial's log, from a few sessions with random slates; 0 if they cannot be
   * played or logged.
   */
  public long estimate(Trial trial) {
    int wanted = Math.min(most, trial.evaluation().sessions());
    int played = Math.min(SAMPLE, wanted);
    try {
      try (StepLog log = open(trial.id(), trial.environment().space())) {
        trial.sample(played, log);
      }
      return Files.size(unfinished(trial.id())) * wanted / played;
    } catch (RuntimeException | IOException e) {
      // The trial meets the same problem and reports it.
      return 0;
    }
  }

  /** The logs of trials that run; empty if trials are not logged. */
  public Optional<StepLog.Source> source() {
    return most > 0 ? Optional.of(this::open) : Optional.empty();
  }

  /** Whether logs are wanted and a stored trial has none, or one of another number of sessions. */
  public boolean lacks(TrialId trial) throws IOException {
    return most > 0 && (!Files.exists(file(trial)) || recorded() != most);
  }

  /** The number of sessions of a trial in the logs of the folder. */
  private int recorded() throws IOException {
    Path columns = folder.resolve(COLUMNS);
    if (!Files.exists(columns)) {
      return ALL;
    }
    Matcher sampled = SAMPLED.matcher(Files.readString(columns));
    return sampled.find() ? Integer.parseInt(sampled.group(1)) : ALL;
  }

  /**
   * Prepares the folder before trials run: removes incomplete files of killed runs and logs of
   * another number of sessions, and writes the names of the features, which logs contain as numbers
   * only, and the number of sessions, if that is not all.
   */
  public void prepare(Space space) throws IOException {
    TrialStore.sweep(folder);
    if (most > 0) {
      if (recorded() != most) {
        for (Path log : logs()) {
          Files.delete(log);
        }
      }
      LogHeader header =
          new LogHeader(
              space.documentFeatures(),
              most < ALL ? most : null,
              space.signals(),
              space.userFeatures());
      AtomicFile.write(folder.resolve(COLUMNS), JsonRecords.line(header) + "\n");
    }
  }

  /**
   * Moves the log of a trial to its final place before the trial is stored. If the trial was not
   * logged or failed, deletes the log of the previous trial.
   */
  public void settle(TrialId trial, boolean completed) throws IOException {
    Path unfinished = unfinished(trial);
    if (most > 0 && completed) {
      AtomicFile.move(unfinished, file(trial));
    } else {
      Files.deleteIfExists(unfinished);
      Files.deleteIfExists(file(trial));
    }
  }

  private StepLog open(TrialId trial, Space space) {
    try {
      Files.createDirectories(folder);
      return new SessionLog(unfinished(trial), trial, space, most);
    } catch (IOException e) {
      throw SessionLog.unwritten(unfinished(trial), e);
    }
  }

  private List<Path> logs() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jsonl")).toList();
    }
  }

  private Path file(TrialId trial) {
    return folder.resolve(trial + ".jsonl");
  }

  private Path unfinished(TrialId trial) {
    return folder.resolve(trial + ".jsonl" + AtomicFile.UNFINISHED);
  }
}
