package dev.recsim.decide.reality;

import dev.recsim.stats.Interval;
import dev.recsim.stats.Proportion;
import java.util.List;

/**
 * How often the sign of a prediction was that of an outcome, among tests that showed a sign.
 *
 * @param agree tests with the same sign
 * @param tests whose outcome is more than 1.645 standard errors from 0
 */
public record SignAgreement(int agree, int tests) {
  private static final double CLEAR = 1.645;
  private static final double ALPHA = 0.05;

  /**
   * Counts the tests.
   *
   * @param tests in any order
   * @return the counts
   */
  public static SignAgreement of(List<PastTest> tests) {
    List<PastTest> clear =
        tests.stream().filter(it -> Math.abs(it.observed()) > CLEAR * it.error()).toList();
    long agree = clear.stream().filter(it -> it.predicted().effect() * it.observed() > 0).count();
    return new SignAgreement((int) agree, clear.size());
  }

  /**
   * The 90 % interval of the chance that signs agree.
   *
   * @return all of [0, 1] without tests
   */
  public Interval interval() {
    return new Interval(
        Proportion.lower(agree, tests, ALPHA), Proportion.upper(agree, tests, ALPHA));
  }
}
