package dev.recsim.baseline;

/** The verdict on an agent, a guard, a claim, a rule or an experiment; the worst last. */
public enum Outcome {
  /** The agents of the experiment were compared; see their verdicts. */
  COMPARED,
  /** Every session, or the guarded metric in every session, is identical to the baseline. */
  IDENTICAL,
  /**
   * The score or the guarded metric did not get worse by more than the margin, or the claim is
   * true; statistically significant.
   */
  HOLDS,
  /** The score or the guarded metric is better than the baseline; statistically significant. */
  IMPROVED,
  /** The agent is not in the baseline. */
  NEW,
  /** The experiment has no baseline. */
  NO_BASELINE,
  /** There are too few seeds, or too few sessions in the log, to decide. */
  UNDECIDED,
  /** Sessions of the agent earned other rewards when they were played again. */
  UNREPEATABLE,
  /** The log does not answer for a policy of the claim. */
  REFUSED,
  /** It must be identical to the baseline and is not, but has not regressed. */
  DIFFERS,
  /** Trials failed or are missing. */
  INCOMPLETE,
  /** The guarded metric has no value on some seed, for example because its divisor is 0. */
  NO_VALUE,
  /** The guard's margin is relative, but the metric's mean in the baseline may be 0. */
  NO_MARGIN,
  /** The baseline has no values of the guarded metric. */
  NOT_RECORDED,
  /** The agent is in the baseline and no longer in the experiment. */
  REMOVED,
  /** Margin, guards, claims or seeds were relaxed, and the run fails the recorded rule. */
  WEAKENED,
  /** Environment, root seed or evaluation changed: scores cannot be compared. */
  ARENA_CHANGED,
  /** A baseline file without an experiment. */
  NO_EXPERIMENT,
  /** The baseline file cannot be used. */
  DAMAGED,
  /** The claim is false; statistically significant. */
  BROKEN,
  /** The mean got worse by more than the margin, and the loss is statistically significant. */
  REGRESSED;

  /** Whether this verdict passes with any options of the build. */
  public boolean holds() {
    return compareTo(NEW) <= 0;
  }
}
