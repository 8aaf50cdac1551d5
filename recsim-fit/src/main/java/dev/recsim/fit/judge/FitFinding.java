package dev.recsim.fit.judge;

/**
 * One thing that a fitted environment must reach.
 *
 * @param name key in {@code accept}
 * @param verdict whether it does
 * @param value on held-out sessions
 * @param threshold that it must not exceed; for {@code gain}, that it must reach
 * @param chance what a perfect model exceeds with probability 1 % on a log of this size
 * @param sentence what was measured and what it means
 */
public record FitFinding(
    String name, Verdict verdict, double value, double threshold, double chance, String sentence) {
  /** Whether a threshold is reached. */
  public enum Verdict {
    /** An upper bound of the value is within the threshold, by a test with an error rate. */
    HOLDS,
    /** The value is within the threshold. */
    PASSES,
    /** It is not, but a perfect model could have this value on a log of this size. */
    UNDECIDED,
    /** It is not. */
    FAILS;

    /** Whether the threshold is reached. */
    public boolean reached() {
      return this == HOLDS || this == PASSES;
    }
  }

  /**
   * Judges a value that must not exceed a threshold.
   *
   * @param measured the sentence with the figures
   * @param meaning what it means if the value is too large
   */
  public static FitFinding atMost(
      String name, double value, double threshold, double chance, String measured, String meaning) {
    Verdict verdict =
        value <= threshold ? Verdict.PASSES : value <= chance ? Verdict.UNDECIDED : Verdict.FAILS;
    String more =
        switch (verdict) {
          case HOLDS, PASSES -> "";
          case UNDECIDED ->
              " On a log of this size, a perfect model exceeds %s in 1 %% of cases; log more sessions."
                  .formatted(NumberText.text(chance));
          case FAILS -> " " + meaning;
        };
    return new FitFinding(name, verdict, value, threshold, chance, measured + more);
  }

  /** Judges a value that must reach a threshold. */
  public static FitFinding atLeast(
      String name, double value, double threshold, String measured, String meaning) {
    boolean passes = value > threshold;
    return new FitFinding(
        name,
        passes ? Verdict.PASSES : Verdict.FAILS,
        value,
        threshold,
        threshold,
        passes ? measured : measured + " " + meaning);
  }
}
