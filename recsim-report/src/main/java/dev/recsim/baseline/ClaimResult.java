package dev.recsim.baseline;

import dev.recsim.rule.Claim;
import dev.recsim.stats.Interval;
import java.util.Optional;

/**
 * The result of the test of a claim.
 *
 * @param claim the claim
 * @param outcome HOLDS, UNDECIDED, BROKEN, INCOMPLETE or REFUSED
 * @param sample what was tested
 * @param test of its value
 * @param problem why it could not be tested; empty if it was tested
 */
public record ClaimResult(
    Claim claim, Outcome outcome, Sample sample, Test test, Optional<String> problem) {

  /**
   * The test of a value.
   *
   * @param value the value tested: a share, a score, a metric, or a difference of scores
   * @param bounds one-sided bounds of the value, each at {@code alpha}; empty for a single seed
   * @param alpha the level of each bound
   * @param threshold the value must be at least this (of {@code beats}: above)
   */
  public record Test(double value, Optional<Interval> bounds, double alpha, double threshold) {
    private static final Test NONE = new Test(Double.NaN, Optional.empty(), 0, Double.NaN);
  }

  /**
   * What was tested.
   *
   * @param of its unit
   * @param size how many of them; 0 if nothing was tested
   */
  public record Sample(Unit of, int size) {
    /** A unit of a sample. */
    public enum Unit {
      /** Seeds of a run. */
      SEED,
      /** Sessions of a log. */
      SESSION
    }

    /** A sample of seeds. */
    public static Sample seeds(int size) {
      return new Sample(Unit.SEED, size);
    }

    /** A sample of sessions. */
    public static Sample sessions(long size) {
      return new Sample(Unit.SESSION, (int) Math.min(Integer.MAX_VALUE, size));
    }
  }

  /**
   * Tests a claim by the bounds of its value: it HOLDS if the lower bound is at the threshold or
   * above (of {@code beats}: above), and is BROKEN if the upper bound is not.
   *
   * @param bounds one-sided bounds of the value, each at alpha; empty if they are unknown
   * @param scale size of the numbers that the value was computed from, for rounding
   */
  public static ClaimResult tested(
      Claim claim,
      Sample sample,
      double value,
      Optional<Interval> bounds,
      double alpha,
      double threshold,
      double scale) {
    double rounding = Check.ROUNDING * Math.max(scale, Math.abs(threshold));
    boolean strict = claim instanceof Claim.Beats;
    double least = strict ? threshold + rounding : threshold - rounding;
    Outcome outcome = bounds.map(it -> outcome(it, least, strict)).orElse(Outcome.UNDECIDED);
    Test test = new Test(value, bounds, alpha, threshold);
    return new ClaimResult(claim, outcome, sample, test, Optional.empty());
  }

  private static Outcome outcome(Interval bounds, double least, boolean strict) {
    if (strict ? bounds.low() > least : bounds.low() >= least) {
      return Outcome.HOLDS;
    }
    return (strict ? bounds.high() <= least : bounds.high() < least)
        ? Outcome.BROKEN
        : Outcome.UNDECIDED;
  }

  /** The same verdict on minus the value. */
  ClaimResult negative() {
    Optional<Interval> negative = bounds().map(it -> new Interval(0 - it.high(), 0 - it.low()));
    Test minus = new Test(0 - value(), negative, alpha(), 0 - threshold());
    return new ClaimResult(claim, outcome, sample, minus, problem);
  }

  public double value() {
    return test.value();
  }

  public Optional<Interval> bounds() {
    return test.bounds();
  }

  public double alpha() {
    return test.alpha();
  }

  public double threshold() {
    return test.threshold();
  }

  /** A claim about seeds that could not be tested. */
  public static ClaimResult incomplete(Claim claim, String problem) {
    return untested(claim, Outcome.INCOMPLETE, Sample.seeds(0), problem);
  }

  /** A claim about a log that could not be read, or whose agents have not run. */
  public static ClaimResult unread(Claim claim, String problem) {
    return untested(claim, Outcome.INCOMPLETE, Sample.sessions(0), problem);
  }

  /** A claim for which the log does not answer. */
  public static ClaimResult refused(Claim claim, String reasons) {
    return untested(claim, Outcome.REFUSED, Sample.sessions(0), reasons);
  }

  private static ClaimResult untested(Claim claim, Outcome outcome, Sample sample, String problem) {
    return new ClaimResult(claim, outcome, sample, Test.NONE, Optional.of(problem));
  }

  /** A claim that was decided elsewhere, and why. */
  public static ClaimResult told(Claim claim, Outcome outcome, String words) {
    return untested(claim, outcome, Sample.sessions(0), words);
  }

  /** Whether the claim is about a log. */
  public boolean ofLog() {
    return sample.of() == Sample.Unit.SESSION;
  }
}
