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
   * Checks the actions.
   *
   * @throws IllegalArgumentException if an action cannot be taken; says which can
   */
  public FeatureRule {
    check("missing", missing, Kind.REFUSE, Kind.DEFAULT);
    check("unknown", unknown, Kind.REFUSE, Kind.IGNORE);
    check("not_a_number", notANumber, Kind.REFUSE, Kind.DEFAULT);
    check("out_of_range", outOfRange, Kind.values());
  }

  private static void check(String event, Action action, Kind... possible) {
    for (Kind kind : possible) {
      if (action.kind() == kind) {
        return;
      }
    }
    throw new IllegalArgumentException(
        "%s: %s is not possible; write one of %s"
            .formatted(event, label(action.kind()), labels(possible)));
  }

  private static String labels(Kind... kinds) {
    return String.join(
        ", ", java.util.Arrays.stream(kinds).map(FeatureRule::label).toArray(String[]::new));
  }

  private static String label(Kind kind) {
    return kind == Kind.DEFAULT ? "a number" : kind.name().toLowerCase(java.util.Locale.ROOT);
  }

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

    /** Checks the value. */
    public Action {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("the value of a feature must be finite, not " + value);
      }
    }

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
