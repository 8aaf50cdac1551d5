package dev.recsim.trial;

/** Which weights of a training are evaluated. */
public enum Keep {
  /** Those after the last update. */
  LAST,
  /**
   * Those of the epoch with the best score: the exact value where the environment is finite, else
   * the mean over the validation sessions. A validation mean picks noise where its standard error,
   * which is reported, is large.
   */
  BEST
}
