package dev.recsim.live;

import dev.recsim.decide.metric.UnitSums;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * The data of a live test by look. All looks between the first and the last are there, also those
 * of days without rows.
 *
 * @param arms control first
 * @param metrics names of the metrics
 * @param looks in the order of time; empty if no unit counts yet
 * @param counts what was read and what was left out
 */
public record TestData(
    List<String> arms, List<String> metrics, List<Look> looks, List<Count> counts)
    implements Serializable {
  public TestData {
    arms = List.copyOf(arms);
    metrics = List.copyOf(metrics);
    looks = List.copyOf(looks);
    counts = List.copyOf(counts);
  }

  /** What was counted of a kind; 0 without a place if it is not in the list. */
  public Count count(What what) {
    return counts.stream()
        .filter(it -> it.what() == what)
        .findFirst()
        .orElse(new Count(what, 0, null));
  }

  /**
   * What is known at a look.
   *
   * @param end of the interval, exclusive; null if there is one look without a time
   * @param assigned units of each arm that were assigned up to here and are in no other arm, also
   *     those whose window is not complete: what the sample ratio is judged by
   * @param sums of the units that count, up to here [arm][metric]
   * @param fresh sums of the units that count for the first time at this look, each unit once
   *     [arm][metric]; null unless there is a window or no other look can come, so that later rows
   *     change no value. A unit that is seen in another arm later was fresh once, and leaves the
   *     sums
   * @param rows whether the interval has any row
   */
  public record Look(
      Instant end, long[] assigned, UnitSums[][] sums, UnitSums[][] fresh, boolean rows)
      implements Serializable {}

  /**
   * A number of rows or units.
   *
   * @param what is counted
   * @param number how many
   * @param where file and line of the first one; null if it has none
   */
  public record Count(What what, long number, String where) implements Serializable {}

  /** What is counted. */
  public enum What {
    /** Rows that were read. */
    ROWS,
    /** Units that were assigned. */
    UNITS,
    /** Units that have rows in several arms; excluded from the look at which that was seen. */
    UNITS_IN_SEVERAL_ARMS,
    /** Rows of arms that are not declared. */
    ROWS_OF_OTHER_ARMS,
    /** Rows before the assignment of their unit, or of units without any; excluded. */
    ROWS_BEFORE_ASSIGNMENT,
    /** Rows after the window of their unit; excluded. */
    ROWS_AFTER_WINDOW,
    /** Rows with the unit, time and row id of another one; the first is used. */
    DUPLICATES,
    /** Rows after the last look; excluded. */
    ROWS_AFTER_LAST_LOOK,
    /** Values of units above {@code clip}, that count as it, also before their window ends. */
    CLIPPED,
    /** Units with another covariate after their first row, also if that one had none. */
    COVARIATES_CHANGED,
    /** Units without a covariate in their first row; it counts as 0. */
    COVARIATES_MISSING,
    /** Records of a served log that are in no file. */
    RECORDS_LOST,
    /** Outcomes of a served log that came after the attribution. */
    OUTCOMES_LATE,
    /** Outcomes of a served log that were not the first of their decision. */
    OUTCOMES_REPEATED,
    /** Outcomes of a served log without a decision. */
    OUTCOMES_OF_NO_DECISION
  }
}
