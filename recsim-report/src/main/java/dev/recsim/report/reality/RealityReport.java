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
 * @param predicted what the record predicts
 * @param state for changes that are not larger than those of the record
 * @param tests oldest outcome first, then those without one
 * @param missing names of tests that are due and have no outcome
 * @param coverage how good its intervals were
 * @param signs how often the sign was right
 * @param violation what a wrong order costs
 */
public record RealityReport(
    Predicted predicted,
    RecordState state,
    List<Tested> tests,
    List<String> missing,
    Coverage coverage,
    SignAgreement signs,
    double violation) {

  public RealityReport {
    tests = List.copyOf(tests);
    missing = List.copyOf(missing);
  }

  /**
   * What a record predicts.
   *
   * @param record its name
   * @param experiment whose effects are predicted
   * @param metric that is predicted
   * @param level of intervals
   */
  public record Predicted(String record, String experiment, String metric, double level) {}

  /**
   * How good the intervals were that were given before tests.
   *
   * @param covered those that contained the outcome
   * @param intervals all, of tests with an outcome
   * @param tooNarrow whether so few of them contained it that claims are refused
   */
  public record Coverage(int covered, int intervals, boolean tooNarrow) {}

  /**
   * A change that is tested.
   *
   * @param test its name
   * @param effect predicted by simulation
   * @param changed share of steps
   * @param due when its outcome is
   */
  public record Change(
      String test,
      String from,
      String to,
      double effect,
      double changed,
      int candidates,
      String due) {}

  /**
   * A predicted test.
   *
   * @param given the interval that was given before; empty if the record did not allow any
   * @param now what the record says today; empty if the test has an outcome
   * @param outcome what came of it
   * @param unproven why it does not count; empty if it counts, or has no outcome
   */
  public record Tested(
      Change change,
      Optional<Interval> given,
      Optional<Effect> now,
      Optional<Observed> outcome,
      Optional<String> unproven) {
    public String test() {
      return change.test();
    }

    /** The outcome, unless the test was stopped. */
    Optional<Observed> seen() {
      return outcome.filter(it -> it.stopped().isEmpty());
    }

    /** Whether it has an effect and counts. */
    public boolean counts() {
      return seen().isPresent() && unproven.isEmpty();
    }
  }

  /**
   * What came of a test.
   *
   * @param effect NaN if the test was stopped
   * @param error its standard error
   * @param after mean of the true effect by prediction and outcome together
   * @param afterDeviation its standard deviation
   * @param stopped why there is no effect; empty if there is one
   * @param source where it is from
   */
  public record Observed(
      double effect,
      double error,
      double after,
      double afterDeviation,
      Optional<String> stopped,
      String source) {
    /** The outcome of a test that was stopped. */
    public static Observed stopped(String why, String source) {
      return new Observed(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Optional.of(why), source);
    }
  }

  /** Number of tests that count. */
  public int counted() {
    return (int) tests.stream().filter(Tested::counts).count();
  }
}
