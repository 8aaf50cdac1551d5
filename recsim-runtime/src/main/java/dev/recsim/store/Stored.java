package dev.recsim.store;

import dev.recsim.trial.TrialResult;
import java.nio.file.Path;

/** The state of a trial in a store. */
public sealed interface Stored {

  /**
   * The valid result of the trial.
   *
   * @param result without the weights of the networks, which are not read
   */
  record Sound(TrialResult result) implements Stored {}

  /** No result, or one of an earlier definition of the trial. */
  record Absent() implements Stored {}

  /**
   * A result that the agent would not give now, because something that it used has changed.
   *
   * @param reason what has changed: {@code agents/helper.py changed}
   */
  record Outdated(String reason) implements Stored {}

  /**
   * A file that is truncated, damaged, edited by hand, or of another version of recsim.
   *
   * @param file the damaged file
   * @param reason what is wrong with it; follows the file's name in messages
   */
  record Damaged(Path file, String reason) implements Stored {}
}
