package dev.recsim.baseline;

/** The verdict on an agent, a claim, a rule or a whole experiment; the worst last. */
public enum Outcome {
  /** The agents of the experiment were compared; see their verdicts. */
  COMPARED,
  /** Every session is identical to the baseline. */
  IDENTICAL,
  /**
   * The score did not drop by more than the margin, or the claim is true; statistically
   * significant.
   */
  HOLDS,
  /** The score is better than the baseline; statistically significant. */
  IMPROVED,
  /** The agent is not in the baseline. */
  NEW,
  /** The experiment has no baseline. */
  NO_BASELINE,
  /** There are too few seeds to decide. */
  UNDECIDED,
  /** The agent must be identical to the baseline and is not, but has not regressed. */
  DIFFERS,
  /** Trials failed or are missing. */
  INCOMPLETE,
  /** The agent is in the baseline and no longer in the experiment. */
  REMOVED,
  /** Margin, claims or seeds were relaxed, and the run does not pass the recorded rule. */
  WEAKENED,
  /** Environment, root seed or evaluation changed: scores cannot be compared. */
  ARENA_CHANGED,
  /** A baseline file without an experiment. */
  NO_EXPERIMENT,
  /** The baseline file cannot be used. */
  DAMAGED,
  /** The claim is false; statistically significant. */
  BROKEN,
  /** The mean dropped by more than the margin, and the drop is statistically significant. */
  REGRESSED;

  /** Whether this verdict passes with any options of the build. */
  public boolean holds() {
    return compareTo(NEW) <= 0;
  }
}
