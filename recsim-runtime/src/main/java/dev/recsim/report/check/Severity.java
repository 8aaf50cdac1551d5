package dev.recsim.report.check;

/** What a verdict does to a build; in ascending order. */
public enum Severity {
  /** Nothing. */
  FINE,
  /** It passes, but is told of it. */
  WARNING,
  /** It fails. */
  FAILURE
}
