package dev.recsim.junit;

/** Assertions on runs; for static import. */
public final class RecsimAssertions {
  private RecsimAssertions() {}

  /** Starts assertions on a run. */
  public static ExperimentRunAssert assertThat(ExperimentRun run) {
    return new ExperimentRunAssert(run);
  }

  /**
   * A lower bound of a quantity's mean over seeds.
   *
   * @param value in units of the quantity
   * @throws NumberFormatException if it is infinite or not a number
   */
  public static Bound atLeast(double value) {
    return Bound.atLeast(value);
  }

  /**
   * An upper bound of a metric's mean over seeds.
   *
   * @param value in units of the metric
   * @throws NumberFormatException if it is infinite or not a number
   */
  public static Bound atMost(double value) {
    return Bound.atMost(value);
  }

  /**
   * Another agent's mean of the same metric, which must be reached up to the margin of the metric's
   * guard.
   */
  public static Bound notWorseThan(String agent) {
    return Bound.notWorseThan(agent);
  }
}
