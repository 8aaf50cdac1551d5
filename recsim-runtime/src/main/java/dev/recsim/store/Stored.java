package dev.recsim.store;

import dev.recsim.trial.TrialResult;
import java.nio.file.Path;

/** What a store has of a trial. */
public sealed interface Stored {

  /**
   * The trial's result, to be relied on.
   *
   * @param result without the weights of the networks, which are not read
   */
  record Sound(TrialResult result) implements Stored {}

  /** Nothing, or the result of the trial as it was before something of it was changed. */
  record Absent() implements Stored {}

  /**
   * A file that cannot be relied on: truncated, garbled, edited by hand, or of another version of
   * recsim.
   *
   * @param file the damaged file
   * @param reason what is wrong with it, to follow the file's name
   */
  record Damaged(Path file, String reason) implements Stored {}
}
