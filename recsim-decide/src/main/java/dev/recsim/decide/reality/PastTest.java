package dev.recsim.decide.reality;

/**
 * A prediction and what a live test showed.
 *
 * @param predicted by simulation, as registered before the test
 * @param observed ln(to / from) of the test
 * @param error standard error of the observed effect
 */
public record PastTest(PredictedEffect predicted, double observed, double error) {

  /**
   * Checks the numbers.
   *
   * @param predicted by simulation
   * @param observed by the test
   * @param error of the observed effect
   * @throws IllegalArgumentException if observed is not finite, or error is not above 0
   */
  public PastTest {
    if (!Double.isFinite(observed) || !(error > 0) || !Double.isFinite(error)) {
      throw new IllegalArgumentException("not an outcome: " + observed + " with " + error);
    }
  }
}
