package dev.recsim.decide;

/** What a look shows of a metric. */
public enum Verdict {
  /** The lower bound of the gain is above 0. */
  IMPROVED,
  /** The loss is at most the margin. */
  HOLDS,
  /** Nothing of these. */
  UNDECIDED,
  /** The estimate is a loss above the margin, and the upper bound of the gain is below 0. */
  REGRESSED
}
