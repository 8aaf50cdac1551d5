package dev.recsim.baseline;

import dev.recsim.baseline.Pairing.Method;
import dev.recsim.rule.Change;
import dev.recsim.rule.Quantity;
import dev.recsim.stats.Interval;
import dev.recsim.stats.MeanDifference;
import java.util.List;
import java.util.Optional;

/**
 * The verdict on a quantity of an agent, its score or a guarded metric, against the baseline.
 *
 * @param subject what was compared
 * @param verdict how it compares
 * @param evidence the values of both sides
 * @param test the test of their difference
 */
public record Comparison(Subject subject, Verdict verdict, Evidence evidence, Test test) {

  /**
   * What was compared.
   *
   * @param agent its name
   * @param quantity its score or a metric
   * @param changes keys of its definition that changed
   * @param code what changed of the code since the trials of the baseline, as far as they are
   *     stored
   */
  public record Subject(String agent, Quantity quantity, List<Change> changes, List<String> code) {
    public Subject {
      changes = List.copyOf(changes);
      code = List.copyOf(code);
    }

    /** A quantity of an agent whose definition did not change. */
    public Subject(String agent, Quantity quantity) {
      this(agent, quantity, List.of(), List.of());
    }
  }

  /**
   * How it compares.
   *
   * @param outcome the verdict
   * @param problem why there is no comparison; empty if there is one
   */
  public record Verdict(Outcome outcome, Optional<String> problem) {
    /** There is no comparison. */
    public Verdict(Outcome outcome, String problem) {
      this(outcome, Optional.of(problem));
    }

    /** The verdict of a comparison. */
    public Verdict(Outcome outcome) {
      this(outcome, Optional.empty());
    }
  }

  /**
   * The values that were compared.
   *
   * @param method how they were compared
   * @param seeds of the current run
   * @param baselineSeeds of the baseline
   * @param best for a NEW agent, the best agent of the baseline, whose score is {@code baseline};
   *     empty for others
   * @param baseline mean of the baseline on its seeds; NaN if there is none
   * @param current mean of the run on its seeds; NaN if there is none
   */
  public record Evidence(
      Method method,
      int seeds,
      int baselineSeeds,
      Optional<String> best,
      double baseline,
      double current) {
    /** No values. */
    public static final Evidence NONE =
        new Evidence(Method.NONE, 0, 0, Optional.empty(), Double.NaN, Double.NaN);

    /** The values of both sides of a pairing. */
    public static Evidence of(Method method, Pairing it) {
      return new Evidence(
          method, it.now().length, it.then().length, Optional.empty(), it.baseline(), it.current());
    }
  }

  /**
   * The test of a difference.
   *
   * @param difference current minus baseline; NaN if nothing was compared
   * @param bounds one-sided bounds of the difference, each at {@code alpha}; empty for a single
   *     seed and if nothing was tested
   * @param alpha the level of each bound, which is the share of the error rate of this look
   * @param margin loss that is tolerated, in units of the quantity
   * @param lossPValue p-value of the hypothesis that nothing was lost; 1 if nothing was tested
   * @param seedsToDecide number of seeds that would decide with power 0.9 if the agent did not
   *     change; 0 if not needed or unknown
   */
  public record Test(
      double difference,
      Optional<Interval> bounds,
      double alpha,
      double margin,
      double lossPValue,
      int seedsToDecide) {
    /** Nothing was compared. */
    public static final Test NONE = new Test(Double.NaN, Optional.empty(), 0, 0, 1, 0);
  }

  /** The comparison of a quantity that cannot be judged. */
  public static Comparison unjudged(
      String agent, Quantity quantity, Outcome outcome, String problem) {
    return new Comparison(
        new Subject(agent, quantity), new Verdict(outcome, problem), Evidence.NONE, Test.NONE);
  }

  /** The comparison of a score that is on one side alone. */
  static Comparison oneSided(String agent, Outcome outcome, Evidence evidence) {
    return new Comparison(
        new Subject(agent, Quantity.score(null)), new Verdict(outcome), evidence, Test.NONE);
  }

  /** A difference as a gain: above 0 if it is for the better. */
  static MeanDifference gain(MeanDifference difference, Quantity quantity) {
    return quantity.lowerIsBetter() ? difference.negated() : difference;
  }

  /** The name of the agent. */
  public String agent() {
    return subject.agent();
  }

  /** The verdict in a word. */
  public Outcome outcome() {
    return verdict.outcome();
  }

  /** The name by which reports show it and {@code recsim.accept} accepts it. */
  public String name() {
    return subject.quantity().of(agent());
  }

  /** Whether a guarded metric was compared and not the score. */
  public boolean ofGuard() {
    return !subject.quantity().isScore();
  }

  /** Whether the mean got worse by more than the margin, independent of the verdict. */
  public boolean lost() {
    double scale = Math.max(Math.abs(evidence.current()), Math.abs(evidence.baseline()));
    double rounding = Check.ROUNDING * scale;
    return subject.quantity().gain(test.difference()) < -test.margin() - rounding;
  }

  /** Whether the bounds show that the quantity got worse. */
  public boolean significantlyWorse() {
    boolean lowerIsBetter = subject.quantity().lowerIsBetter();
    return test.bounds().filter(it -> lowerIsBetter ? it.low() > 0 : it.high() < 0).isPresent();
  }

  /** A copy with the changes of the agent's definition. */
  public Comparison with(List<Change> definition) {
    Subject changed = new Subject(agent(), subject.quantity(), definition, subject.code());
    return new Comparison(changed, verdict, evidence, test);
  }

  /** A copy with what changed of the code. */
  public Comparison withCode(List<String> code) {
    Subject changed = new Subject(agent(), subject.quantity(), subject.changes(), code);
    return new Comparison(changed, verdict, evidence, test);
  }

  /** A copy with another verdict. */
  Comparison with(Outcome outcome) {
    return new Comparison(subject, new Verdict(outcome, verdict.problem()), evidence, test);
  }
}
