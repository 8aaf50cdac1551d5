package dev.recsim.trial.schedule;

/** The weights that are evaluated after training. */
public enum Keep {
  /** Those after the last update. */
  LAST,
  /**
   * Those of the epoch with the best score: the exact value if the environment is finite, else the
   * mean over the validation sessions. If the reported standard error of that mean is large, the
   * choice is mostly noise.
   */
  BEST
}
