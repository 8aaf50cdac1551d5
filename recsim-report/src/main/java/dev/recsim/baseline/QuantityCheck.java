package dev.recsim.baseline;

import dev.recsim.baseline.Comparison.Evidence;
import dev.recsim.baseline.Comparison.Subject;
import dev.recsim.baseline.Comparison.Test;
import dev.recsim.baseline.Comparison.Verdict;
import dev.recsim.baseline.Pairing.Method;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.rule.Look;
import dev.recsim.rule.Margin;
import dev.recsim.rule.Quantity;
import dev.recsim.stats.Estimate;
import dev.recsim.stats.Interval;
import dev.recsim.stats.MeanDifference;
import dev.recsim.stats.Power;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Compares one quantity of agents, the score or a guarded metric, with the baseline. */
public record QuantityCheck(Quantity quantity, Looks looks) {
  /** Level of the interval in which the mean of a metric with a relative margin may not be 0. */
  private static final double LEVEL = 0.95;

  Comparison compare(AgentScores current, AgentScores baseline) {
    String agent = current.name();
    Optional<String> unusable = Looks.unusable(baseline, baseline.seeds());
    if (baseline.scores().isEmpty() || unusable.isPresent()) {
      String problem = unusable.orElse("it has no scores");
      return incomplete(agent, "in the baseline, " + problem);
    }
    if (!quantity.isScore() && !baseline.metrics().contains(quantity.metric())) {
      return Comparison.unjudged(
          agent,
          quantity,
          Outcome.NOT_RECORDED,
          "the baseline has no values of the metric " + quantity.metric());
    }
    Optional<String> noMargin = noMargin(quantity, baseline);
    if (noMargin.isPresent()) {
      return Comparison.unjudged(agent, quantity, Outcome.NO_MARGIN, noMargin.get());
    }
    return looks.decide(
        List.of(current),
        look -> compare(current, baseline, look),
        Comparison::outcome,
        missing -> incomplete(agent, missing));
  }

  private Comparison incomplete(String agent, String problem) {
    return Comparison.unjudged(agent, quantity, Outcome.INCOMPLETE, problem);
  }

  /**
   * Why a guard's margin means nothing: it is relative to a mean that may be 0. Empty if it means
   * something.
   */
  public static Optional<String> noMargin(Quantity quantity, AgentScores baseline) {
    Margin margin = quantity.margin();
    double[] values = baseline.values(quantity);
    if (quantity.isScore() || margin.absolute() != null || values.length == 0) {
      return Optional.empty();
    }
    Estimate estimate = Estimate.of(values);
    boolean mayBeZero =
        estimate
            .interval(LEVEL)
            .map(it -> it.contains(0))
            .orElse(estimate.n() == 1 && estimate.mean() == 0);
    return mayBeZero
        ? Optional.of(
            "the margin %s is a share of the mean in the baseline, which may be 0; use absolute"
                .formatted(margin.text()))
        : Optional.empty();
  }

  private Comparison compare(AgentScores current, AgentScores baseline, Look look) {
    Pairing pairing = Pairing.of(current, baseline, look.seeds(), quantity);
    Method method = pairing.method();
    double[] recorded = baseline.values(quantity);
    double margin = recorded.length == 0 ? 0 : quantity.margin().around(mean(recorded));
    if (method == Method.EXACT) {
      return untested(current, Outcome.IDENTICAL, pairing, look, margin);
    }
    Optional<Comparison> problem = problem(current.name(), pairing);
    if (problem.isPresent()) {
      return problem.get();
    }
    if (method == Method.NONE) {
      return untested(current, Outcome.UNDECIDED, pairing, look, margin);
    }
    MeanDifference difference = pairing.difference();
    MeanDifference gain = Comparison.gain(difference, quantity);
    Interval bounds = gain.bounds(look.alpha());
    double scale = Math.max(Math.abs(pairing.current()), Math.abs(pairing.baseline()));
    Outcome outcome = Check.outcome(gain.value(), bounds, margin, Check.ROUNDING * scale);
    int seedsToDecide =
        outcome == Outcome.UNDECIDED
            ? seedsToDecide(gain, margin, look.alpha(), pairing.now().length)
            : 0;
    Test test =
        new Test(
            difference.value(),
            Optional.of(difference.bounds(look.alpha())),
            look.alpha(),
            margin,
            gain.dropPValue(),
            seedsToDecide);
    return new Comparison(
        subject(current.name()), new Verdict(outcome), Evidence.of(method, pairing), test);
  }

  private Subject subject(String agent) {
    return new Subject(agent, quantity);
  }

  private Comparison untested(
      AgentScores agent, Outcome outcome, Pairing it, Look look, double margin) {
    double difference = it.current() - it.baseline();
    return new Comparison(
        subject(agent.name()),
        new Verdict(outcome),
        Evidence.of(it.method(), it),
        new Test(difference, Optional.empty(), look.alpha(), margin, 1, 0));
  }

  /** The verdict on values that are missing or too large; scores were checked before. */
  private Optional<Comparison> problem(String agent, Pairing it) {
    if (Pairing.withoutValue(it.now()) + Pairing.withoutValue(it.then()) > 0) {
      return Optional.of(
          new Comparison(
              subject(agent),
              new Verdict(Outcome.NO_VALUE, withoutValue(it)),
              Evidence.of(Method.NONE, it),
              Test.NONE));
    }
    boolean comparable =
        Arrays.stream(it.now()).allMatch(Looks::isComparable)
            && Arrays.stream(it.then()).allMatch(Looks::isComparable);
    return comparable
        ? Optional.empty()
        : Optional.of(incomplete(agent, "a value of " + quantity.metric() + " cannot be compared"));
  }

  private String withoutValue(Pairing it) {
    return "the metric %s has no value on %s of %s seeds, and on %s of %s in the baseline"
        .formatted(
            quantity.metric(),
            Pairing.withoutValue(it.now()),
            it.now().length,
            Pairing.withoutValue(it.then()),
            it.then().length);
  }

  private static double mean(double[] values) {
    return Estimate.of(values).mean();
  }

  /**
   * The number of seeds that would decide if the agent did not change. If that is not more than
   * there are, the agent seems to have changed: then the number that would decide if the observed
   * difference is the true one.
   */
  private static int seedsToDecide(MeanDifference it, double margin, double alpha, int seeds) {
    int unchanged = Power.seedsToDecide(it.standardDeviation(), margin, alpha);
    if (unchanged == 0 || unchanged > seeds) {
      return unchanged;
    }
    return Power.seedsToDecide(it.standardDeviation(), it.value() + margin, alpha);
  }
}
