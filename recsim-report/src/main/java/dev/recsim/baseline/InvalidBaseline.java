package dev.recsim.baseline;

/** A baseline file that cannot be used; the message says why and what to do. */
public final class InvalidBaseline extends Exception {
  private static final long serialVersionUID = 1;

  InvalidBaseline(String message) {
    super(message);
  }

  /** The error for a file that is not text, or much too large. */
  public static InvalidBaseline notOne() {
    return new InvalidBaseline("is not a baseline; record it again with recsim:baseline");
  }

  /** The error for a baseline of another experiment. */
  public static InvalidBaseline ofAnother(String experiment) {
    return new InvalidBaseline(
        "is the baseline of the experiment \"%s\"; put it back under that name, and record one of this experiment with recsim:baseline"
            .formatted(experiment));
  }
}
