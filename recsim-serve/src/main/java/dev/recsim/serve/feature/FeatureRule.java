package dev.recsim.serve.feature;

/**
 * What happens to a feature that is not as the policy knows it. Each event is counted.
 *
 * @param missing if a request lacks it: refuse or a default value
 * @param unknown if the policy does not know a feature of the request: refuse or ignore
 * @param notANumber if it is NaN or infinite: refuse or a default value
 * @param outOfRange if it is outside of the range seen in training: refuse, a default value, clamp
 *     or ignore
 */
public record FeatureRule(Action missing, Action unknown, Action notANumber, Action outOfRange) {

  /** Refuses what is missing or no number, ignores what is unknown, and clamps to the range. */
  public static final FeatureRule DEFAULT =
      new FeatureRule(Action.REFUSE, Action.IGNORE, Action.REFUSE, Action.CLAMP);

  /**
   * What to do.
   *
   * @param kind what to do
   * @param value the value to take with {@link Kind#DEFAULT}; otherwise 0
   */
  public record Action(Kind kind, double value) {
    /** Refuses the request. */
    public static final Action REFUSE = new Action(Kind.REFUSE, 0);

    /** Takes the nearest value of the range. */
    public static final Action CLAMP = new Action(Kind.CLAMP, 0);

    /** Takes the value as it is; leaves out an unknown feature. */
    public static final Action IGNORE = new Action(Kind.IGNORE, 0);

    /**
     * {@return an action that takes a fixed value}
     *
     * @param value a finite number
     */
    public static Action of(double value) {
      return new Action(Kind.DEFAULT, value);
    }
  }

  /** Kinds of actions. */
  public enum Kind {
    /** Refuses the request. */
    REFUSE,
    /** Takes a fixed value. */
    DEFAULT,
    /** Takes the nearest value of the range. */
    CLAMP,
    /** Takes the value as it is; leaves out an unknown feature. */
    IGNORE
  }
}
