package dev.recsim.baseline;

/** What a check says of one agent or one claim. */
public enum Outcome {
  /** Every session went as in the baseline, to the bit. */
  IDENTICAL,
  /** Shown to be no worse than the margin allows; of a claim: shown to be true. */
  HOLDS,
  /** Neither shown to hold nor to be worse. */
  UNDECIDED,
  /** Asked to be identical, and is not; no worse as far as can be told. */
  DIFFERS,
  /** The mean dropped by the margin or more, and that it dropped is beyond doubt. */
  REGRESSED,
  /** Of a claim: shown to be false. */
  BROKEN,
  /** Trials failed or are missing. */
  INCOMPLETE;

  /** Whether a build may pass. */
  public boolean holds() {
    return this == IDENTICAL || this == HOLDS;
  }
}
