package dev.recsim.baseline;

/** The verdict on an agent, a claim, a rule or a whole experiment; the worst last. */
public enum Outcome {
  /** Of an experiment: its agents were compared, see their verdicts. */
  COMPARED,
  /** Every session went as in the baseline, to the bit. */
  IDENTICAL,
  /** Shown to be no worse than the margin allows; of a claim: shown to be true. */
  HOLDS,
  /** Shown to be better than the baseline. */
  IMPROVED,
  /** The agent is not in the baseline. */
  NEW,
  /** The experiment has no baseline. */
  NO_BASELINE,
  /** Neither shown to hold nor to be worse. */
  UNDECIDED,
  /** Required to be identical, and is not; not shown to be worse. */
  DIFFERS,
  /** Trials failed or are missing. */
  INCOMPLETE,
  /** The agent is in the baseline and no longer in the experiment. */
  REMOVED,
  /** Margin, claims or seeds were relaxed, and the recorded rule would not have passed. */
  WEAKENED,
  /** Environment, root seed or evaluation changed: scores cannot be compared. */
  ARENA_CHANGED,
  /** A baseline file without an experiment. */
  NO_EXPERIMENT,
  /** The baseline file cannot be used. */
  DAMAGED,
  /** The claim is shown to be false. */
  BROKEN,
  /** The mean dropped by more than the margin, and the drop is statistically significant. */
  REGRESSED;

  /** Whether a build may pass whatever its options are. */
  public boolean holds() {
    return compareTo(NEW) <= 0;
  }
}
