package dev.recsim.report.compare;

import dev.recsim.baseline.Comparison.Evidence;
import dev.recsim.baseline.Outcome;
import dev.recsim.baseline.Pairing;
import dev.recsim.baseline.Pairing.Method;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.baseline.Snapshot.SeedScore;
import dev.recsim.report.page.Plain;
import dev.recsim.stats.Interval;
import dev.recsim.stats.MeanDifference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An agent on both sides of a comparison.
 *
 * @param outcome the result of the comparison
 * @param base its scores in the base; empty if it is missing there
 * @param head its scores in the head; empty if it is missing there
 * @param evidence how its scores were compared; the head is the current run, the base its baseline
 * @param interval of the difference; empty if scores do not vary between seeds, or with a single
 *     seed
 * @param note a limitation of the figures; may be empty
 */
record AgentDifference(
    Outcome outcome,
    Optional<AgentScores> base,
    Optional<AgentScores> head,
    Evidence evidence,
    double difference,
    Optional<Interval> interval,
    String note) {

  /** Differences below this share of the scores count as rounding. */
  private static final double ROUNDING = 1e-12;

  private static final String EXTREME = "its scores are too large or too small to subtract";

  /**
   * Compares an agent.
   *
   * @param base empty if it is missing there
   * @param head empty if it is missing there; not both
   * @param alpha probability of an error at each end of the interval
   */
  static AgentDifference between(
      Optional<AgentScores> base, Optional<AgentScores> head, double alpha) {
    if (base.isEmpty() || head.isEmpty()) {
      return none(base, head, base.isEmpty() ? Outcome.NEW : Outcome.REMOVED, "");
    }
    return between(base.get(), head.get(), alpha);
  }

  private static AgentDifference between(AgentScores base, AgentScores head, double alpha) {
    if (base.scores().isEmpty() || head.scores().isEmpty()) {
      return none(Optional.of(base), Optional.of(head), Outcome.INCOMPLETE, noScores(base, head));
    }
    Pairing pairing = Pairing.of(head, base, head.seeds());
    boolean varies = pairing.method() == Method.PAIRED || pairing.method() == Method.WELCH;
    Optional<MeanDifference> tested = varies ? Optional.of(pairing.difference()) : Optional.empty();
    double difference =
        pairing.method() == Method.PAIRED
            ? tested.get().value()
            : pairing.current() - pairing.baseline();
    if (!Double.isFinite(pairing.current() - pairing.baseline())
        || tested.filter(it -> !testable(it)).isPresent()) {
      return none(Optional.of(base), Optional.of(head), Outcome.INCOMPLETE, EXTREME);
    }
    Optional<Interval> interval = tested.map(it -> it.bounds(alpha));
    Outcome outcome =
        pairing.method() == Method.EXACT
            ? Outcome.IDENTICAL
            : interval
                .map(it -> outcome(tested.get().value(), it, pairing.baseline()))
                .orElse(Outcome.UNDECIDED);
    return new AgentDifference(
        outcome,
        Optional.of(base),
        Optional.of(head),
        Evidence.of(pairing.method(), pairing),
        difference,
        interval,
        note(base, head, pairing.method()));
  }

  private static boolean testable(MeanDifference it) {
    return Double.isFinite(it.value())
        && Double.isFinite(it.standardError())
        && it.degreesOfFreedom() > 0;
  }

  private static Outcome outcome(double difference, Interval interval, double scale) {
    if (interval.contains(0) || Math.abs(difference) <= ROUNDING * Math.abs(scale)) {
      return Outcome.UNDECIDED;
    }
    return difference < 0 ? Outcome.REGRESSED : Outcome.IMPROVED;
  }

  private static AgentDifference none(
      Optional<AgentScores> base, Optional<AgentScores> head, Outcome outcome, String note) {
    return new AgentDifference(
        outcome, base, head, Evidence.NONE, Double.NaN, Optional.empty(), note);
  }

  /** Its name. */
  String agent() {
    return head.or(() -> base).map(AgentScores::name).orElseThrow();
  }

  private static String noScores(AgentScores base, AgentScores head) {
    String side = base.scores().isEmpty() ? "the base" : "the head";
    AgentScores empty = base.scores().isEmpty() ? base : head;
    return "%s has no score of it".formatted(side)
        + empty.failed().values().stream()
            .findFirst()
            .map(error -> ": " + Plain.line(error))
            .orElse("");
  }

  private static String note(AgentScores base, AgentScores head, Method method) {
    long shared = head.seeds().stream().filter(base.seeds()::contains).count();
    int before = base.seeds().size();
    int after = head.seeds().size();
    return String.join(
        "; ",
        Stream.of(
                failed(base, "base"),
                failed(head, "head"),
                method != Method.WELCH && Math.max(before, after) > shared
                    ? "of %s and %s seeds".formatted(before, after)
                    : "",
                method == Method.NONE ? "one seed says nothing of luck" : "")
            .filter(part -> !part.isEmpty())
            .toList());
  }

  private static String failed(AgentScores agent, String side) {
    int failed = agent.failed().size();
    return failed == 0
        ? ""
        : failed + (failed == 1 ? " trial" : " trials") + " failed in the " + side;
  }

  /** The scores of a seed; NaN if there is none. */
  record Trial(int seed, double base, double head) {}

  /** Returns the seeds of both sides, ascending. */
  List<Trial> trials() {
    Map<Integer, Double> before = scores(base);
    Map<Integer, Double> after = scores(head);
    TreeSet<Integer> seeds = new TreeSet<>(before.keySet());
    seeds.addAll(after.keySet());
    return seeds.stream()
        .map(
            seed ->
                new Trial(
                    seed,
                    before.getOrDefault(seed, Double.NaN),
                    after.getOrDefault(seed, Double.NaN)))
        .toList();
  }

  private static Map<Integer, Double> scores(Optional<AgentScores> agent) {
    return agent.stream()
        .flatMap(it -> it.scores().stream())
        .collect(Collectors.toMap(SeedScore::seed, SeedScore::score));
  }

  /** Returns the difference as a share of the base; empty if that has no meaning. */
  Optional<Double> share() {
    double share = difference / Math.abs(evidence.baseline());
    return Math.abs(share) > 0 && Math.abs(share) < 100 ? Optional.of(share) : Optional.empty();
  }
}
