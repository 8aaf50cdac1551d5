package dev.recsim.report.check;

/** What becomes of a build when a verdict is UNDECIDED. */
public enum OnUndecided {
  /** It fails: nothing is taken on trust. */
  FAIL,
  /** It passes with a warning. */
  WARN,
  /** It passes; the verdict is only reported. */
  PASS
}
