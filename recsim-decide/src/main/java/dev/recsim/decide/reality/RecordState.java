package dev.recsim.decide.reality;

/** What a record of predictions and outcomes allows to say of the next effect. */
public enum RecordState {
  /** Fewer than three outcomes: the interval would be an assumption. */
  UNKNOWN,
  /** More than a fifth of the tests that are due lack an outcome. */
  REFUSED,
  /** The change is more than twice as large as the largest recorded one: claims are refused. */
  OUTSIDE,
  /** Three or four outcomes: the assumptions still decide the width, so claims are refused. */
  PROVISIONAL,
  /** Claims are judged. */
  CALIBRATED;

  private static final int LEAST = 3;
  private static final int CALIBRATING = 5;
  private static final double MOST_MISSING = 0.2;
  private static final double FARTHEST = 2;

  /**
   * The state of a record for a change.
   *
   * @param outcomes tests with an outcome
   * @param missing tests that are due and lack one
   * @param due all tests that are due
   * @param changed share of steps that the change changes
   * @param largest share of the recorded tests; any if there is none
   * @return the state
   */
  public static RecordState of(int outcomes, int missing, int due, double changed, double largest) {
    if (missing > MOST_MISSING * due) {
      return REFUSED;
    }
    if (outcomes < LEAST) {
      return UNKNOWN;
    }
    if (changed > FARTHEST * largest) {
      return OUTSIDE;
    }
    return outcomes < CALIBRATING ? PROVISIONAL : CALIBRATED;
  }
}
