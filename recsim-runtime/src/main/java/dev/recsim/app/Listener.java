package dev.recsim.app;

import dev.recsim.experiment.Progress;
import dev.recsim.report.worlds.WorldStudy;
import java.util.List;
import java.util.Map;

/** Receives the progress of operations. By default, every method does nothing. */
public interface Listener {

  /**
   * A text for files of a check, with the commands that are used where it was called.
   *
   * @param text with goals of Maven
   */
  default String written(String text) {
    return text;
  }

  /** A file is damaged or incomplete, and the operation continues without it. */
  default void warning(String message) {}

  /** The listener for the trials of an experiment; called before they run. */
  default Progress progress(String experiment) {
    return Progress.NONE;
  }

  /**
   * A rung of a search begins.
   *
   * @param number of the rung, from 1
   * @param rungs number of all rungs
   * @param candidates that run
   * @param seeds of each of them, those of earlier rungs included
   */
  default void rung(String experiment, int number, int rungs, int candidates, int seeds) {}

  /**
   * A verdict needs more trials, which run: it is undecided, or recorded seeds were dropped.
   *
   * @param seeds the seeds that run, by agent
   */
  default void undecided(String experiment, Map<String, List<Integer>> seeds) {}

  /**
   * Trials of plausible worlds ran for a claim.
   *
   * @param study of the worlds so far
   */
  default void world(String experiment, WorldStudy study) {}

  /** A check runs the experiment that the baseline recorded, because the arena changed. */
  default void arenaChanged(String experiment) {}

  /** The report of an experiment is written. */
  default void reported(ExperimentReport report) {}

  /** An experiment has no report because it has not run. */
  default void notRun(String experiment) {}
}
