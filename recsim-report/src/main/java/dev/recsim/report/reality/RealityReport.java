package dev.recsim.report.reality;

import dev.recsim.decide.reality.RecordState;
import dev.recsim.decide.reality.SignAgreement;
import dev.recsim.report.reality.RealityWords.Effect;
import dev.recsim.stats.Interval;
import java.util.List;
import java.util.Optional;

/**
 * What a record says of the distance between simulation and reality. All effects are ln(to / from).
 *
 * @param name of the record
 * @param experiment whose effects are predicted
 * @param metric that is predicted
 * @param level of intervals
 * @param state for changes that are not larger than those of the record
 * @param tests oldest outcome first, then those without one
 * @param missing names of tests that are due and have no outcome
 * @param covered intervals that were given before and contained the outcome
 * @param intervals that were given before, of tests with an outcome
 * @param tooNarrow whether so few of them did that claims are refused
 * @param signs how often the sign was right
 * @param violation what a wrong order costs
 */
public record RealityReport(
    String name,
    String experiment,
    String metric,
    double level,
    RecordState state,
    List<Tested> tests,
    List<String> missing,
    int covered,
    int intervals,
    boolean tooNarrow,
    SignAgreement signs,
    double violation) {

  public RealityReport {
    tests = List.copyOf(tests);
    missing = List.copyOf(missing);
  }

  /**
   * A predicted test.
   *
   * @param predicted by simulation
   * @param changed share of steps
   * @param given the interval that was given before; empty if the record did not allow any
   * @param now what the record says today; empty if the test has an outcome
   * @param outcome what came of it
   * @param unproven why it does not count; empty if it counts, or has no outcome
   */
  public record Tested(
      String test,
      String from,
      String to,
      double predicted,
      double changed,
      int candidates,
      String due,
      Optional<Interval> given,
      Optional<Effect> now,
      Optional<Observed> outcome,
      Optional<String> unproven) {
    /** Whether it has an effect and counts. */
    public boolean counts() {
      return outcome.filter(it -> it.stopped() == null).isPresent() && unproven.isEmpty();
    }
  }

  /**
   * What came of a test.
   *
   * @param effect NaN if the test was stopped
   * @param error its standard error
   * @param after mean of the true effect by prediction and outcome together
   * @param afterDeviation its standard deviation
   * @param stopped why there is no effect; null if there is one
   * @param source where it is from
   */
  public record Observed(
      double effect,
      double error,
      double after,
      double afterDeviation,
      String stopped,
      String source) {}

  /** Number of tests that count. */
  public int counted() {
    return (int) tests.stream().filter(Tested::counts).count();
  }
}
