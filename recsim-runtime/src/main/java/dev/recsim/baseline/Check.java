package dev.recsim.baseline;

import dev.recsim.baseline.CheckResult.Status;
import dev.recsim.baseline.Comparison.Method;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.baseline.Snapshot.SeedScore;
import dev.recsim.stats.Estimate;
import dev.recsim.stats.Interval;
import dev.recsim.stats.MeanDifference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Holds a run against its baseline and its claims.
 *
 * <p>An agent whose sessions all went as in the baseline is IDENTICAL. Else its scores are compared
 * seed by seed in a test of non-inferiority: with d the mean difference, delta the margin and L, U
 * the one-sided bounds of the true difference at alpha, it HOLDS if L is above -delta, it has
 * REGRESSED if d is at most -delta and U is below 0, and is UNDECIDED otherwise. An unchanged agent
 * is called REGRESSED, and one that lost the margin or more is let through, with probability alpha
 * at most each; {@code docs/ci.md} says for which scores that was found to be so.
 */
public final class Check {
  /** The level where nothing is said. */
  public static final double ALPHA = 0.01;

  /** Shared seeds from which runs are compared seed by seed. */
  public static final int FEWEST_PAIRS = 5;

  /** Larger scores are not compared: sums of their squares might be no numbers. */
  private static final double LARGEST_SCORE = 1e100;

  private final BaselineOptions options;
  private final List<Claim> claims;
  private final List<Look> looks;

  /**
   * @param seeds the trials' own seeds, ascending
   * @param alpha the error rate of every verdict
   * @throws IllegalArgumentException if alpha is not in [1e-6, 0.5) or there are no seeds
   */
  public Check(BaselineOptions options, List<Claim> claims, List<Integer> seeds, double alpha) {
    if (!(alpha >= 1e-6 && alpha < 0.5)) {
      throw new IllegalArgumentException("alpha must be in [0.000001, 0.5), but is " + alpha);
    }
    this.options = options;
    this.claims = List.copyOf(claims);
    this.looks = Look.of(seeds, options.maxSeeds(), alpha);
  }

  /** The seeds of the last look: what a baseline holds. */
  public List<Integer> allSeeds() {
    return looks.get(looks.size() - 1).seeds();
  }

  /** The result where there is no baseline: the claims alone. */
  public CheckResult withoutBaseline(Snapshot current) {
    return result(current, Status.NO_BASELINE, null, List.of(), null, List.of());
  }

  /** The result where the baseline cannot be used. */
  public CheckResult damaged(Snapshot current, String problem) {
    return result(current, Status.DAMAGED, problem, List.of(), null, List.of());
  }

  /** The result where the experiment is another one than the baseline's. */
  public CheckResult changed(Snapshot current, Snapshot baseline, List<Change> changes) {
    return result(current, Status.CHANGED, null, changes, baseline, List.of());
  }

  /** Compares every agent. */
  public CheckResult against(Snapshot current, Snapshot baseline) {
    List<Comparison> comparisons = new ArrayList<>();
    for (AgentScores agent : current.agents()) {
      comparisons.add(
          baseline
              .agent(agent.name())
              .map(before -> compare(agent, before))
              .orElseGet(() -> Comparison.incomplete(agent.name(), "it is not in the baseline")));
    }
    for (AgentScores agent : baseline.agents()) {
      if (current.agent(agent.name()).isEmpty()) {
        comparisons.add(
            Comparison.incomplete(agent.name(), "it is in the baseline, not in the run"));
      }
    }
    return result(current, Status.COMPARED, null, List.of(), baseline, comparisons);
  }

  /**
   * The seeds that undecided verdicts ask for next, by agent; empty when all is decided or nothing
   * is left to ask for.
   */
  public SortedMap<String, List<Integer>> wanted(CheckResult result, Snapshot current) {
    Set<String> undecided = new LinkedHashSet<>();
    for (Comparison comparison : result.comparisons()) {
      if (comparison.outcome() == Outcome.UNDECIDED) {
        undecided.add(comparison.agent());
      }
    }
    for (ClaimResult claim : result.claims()) {
      if (claim.outcome() == Outcome.UNDECIDED) {
        undecided.addAll(agents(claim.claim()));
      }
    }
    SortedMap<String, List<Integer>> wanted = new TreeMap<>();
    for (String agent : undecided) {
      List<Integer> there = current.agent(agent).orElseThrow().seeds();
      looks.stream()
          .map(Look::seeds)
          .filter(seeds -> !there.containsAll(seeds))
          .findFirst()
          .ifPresent(seeds -> wanted.put(agent, seeds));
    }
    return wanted;
  }

  private static List<String> agents(Claim claim) {
    if (claim instanceof Claim.Beats beats) {
      return List.of(beats.agent(), beats.other());
    }
    return claim instanceof Claim.NotWorseThan not
        ? List.of(not.agent(), not.other())
        : List.of(claim.agent());
  }

  private CheckResult result(
      Snapshot current,
      Status status,
      String problem,
      List<Change> changes,
      Snapshot baseline,
      List<Comparison> comparisons) {
    ClaimCheck check = new ClaimCheck(current, options.margin());
    List<ClaimResult> results =
        claims.stream().map(claim -> decide(claim, current, check)).toList();
    return new CheckResult(
        current.experiment(), status, problem, changes, baseline, comparisons, results);
  }

  private ClaimResult decide(Claim claim, Snapshot current, ClaimCheck check) {
    List<AgentScores> agents = new ArrayList<>();
    for (String name : agents(claim)) {
      Optional<AgentScores> agent = current.agent(name);
      if (agent.isEmpty()) {
        return ClaimResult.incomplete(claim, "there is no agent " + name);
      }
      agents.add(agent.get());
    }
    return decide(
        agents,
        look -> check.at(claim, look),
        ClaimResult::outcome,
        missing -> ClaimResult.incomplete(claim, missing));
  }

  private Comparison compare(AgentScores current, AgentScores baseline) {
    Optional<String> unusable = unusable(baseline, baseline.seeds());
    if (baseline.scores().isEmpty() || unusable.isPresent()) {
      return Comparison.incomplete(
          current.name(), "in the baseline, " + unusable.orElse("it has no scores"));
    }
    return decide(
        List.of(current),
        look -> compare(current, baseline, look),
        Comparison::outcome,
        missing -> Comparison.incomplete(current.name(), missing));
  }

  /** The first look that decides, or the last that can be taken. */
  private <T> T decide(
      List<AgentScores> agents,
      Function<Look, T> verdict,
      Function<T, Outcome> outcome,
      Function<String, T> incomplete) {
    T last = null;
    for (Look look : looks) {
      Optional<String> unusable =
          agents.stream().flatMap(agent -> unusable(agent, look.seeds()).stream()).findFirst();
      if (unusable.isPresent()) {
        return incomplete.apply(unusable.get());
      }
      Optional<String> missing =
          agents.stream().flatMap(agent -> missing(agent, look.seeds()).stream()).findFirst();
      if (missing.isPresent()) {
        return last == null ? incomplete.apply(missing.get()) : last;
      }
      last = verdict.apply(look);
      if (outcome.apply(last) != Outcome.UNDECIDED) {
        return last;
      }
    }
    return last;
  }

  /** What more trials would not mend: a failed one among these seeds, or a score that is none. */
  private static Optional<String> unusable(AgentScores agent, List<Integer> seeds) {
    for (int seed : seeds) {
      if (agent.failed().containsKey(seed)) {
        return Optional.of(
            "seed " + seed + " of " + agent.name() + " failed: " + agent.failed().get(seed));
      }
    }
    return agent.scores().stream()
        .filter(it -> seeds.contains(it.seed()) && !(Math.abs(it.score()) <= LARGEST_SCORE))
        .map(it -> "seed " + it.seed() + " of " + agent.name() + " scored " + it.score())
        .map(it -> it + ", which cannot be compared")
        .findFirst();
  }

  private static Optional<String> missing(AgentScores agent, List<Integer> seeds) {
    Set<Integer> there = new HashSet<>(agent.seeds());
    long absent = seeds.stream().filter(seed -> !there.contains(seed)).count();
    return absent == 0
        ? Optional.empty()
        : Optional.of(
            absent + " of " + seeds.size() + " trials of " + agent.name() + " have not run");
  }

  private Comparison compare(AgentScores current, AgentScores baseline, Look look) {
    List<Integer> shared = look.seeds().stream().filter(baseline.seeds()::contains).toList();
    boolean paired = shared.size() >= FEWEST_PAIRS || shared.equals(look.seeds());
    double[] now = current.scores(paired ? shared : look.seeds());
    double[] then = paired ? baseline.scores(shared) : baseline.values();
    double margin = options.margin().around(Estimate.of(baseline.values()).mean());
    if (paired && identical(current, baseline, shared)) {
      return comparison(current, Outcome.IDENTICAL, Method.EXACT, now, then, null, look, margin);
    }
    if (now.length < 2 || then.length < 2) {
      return comparison(current, Outcome.UNDECIDED, Method.NONE, now, then, null, look, margin);
    }
    MeanDifference difference =
        paired ? MeanDifference.paired(now, then) : MeanDifference.welch(now, then);
    return comparison(
        current,
        outcome(difference.value(), difference.bounds(look.alpha()), margin),
        paired ? Method.PAIRED : Method.WELCH,
        now,
        then,
        difference,
        look,
        margin);
  }

  /**
   * The rule.
   *
   * @param bounds of the difference; the difference itself, twice, where it has no spread
   */
  static Outcome outcome(double difference, Interval bounds, double margin) {
    // A baseline of mean 0 may have a margin of 0: what did not move at all holds there, too.
    boolean same = difference == 0 && bounds.halfWidth() == 0;
    if (bounds.low() > -margin || same) {
      return Outcome.HOLDS;
    }
    return difference <= -margin && bounds.high() < 0 ? Outcome.REGRESSED : Outcome.UNDECIDED;
  }

  /**
   * Seeds that would decide, if nothing changed. Where these are no more than there were, something
   * seems to have changed: then as many as would decide if all of it is true.
   */
  private static int seedsToDecide(MeanDifference it, double margin, double alpha, int seeds) {
    int unchanged = Power.seedsToDecide(it.standardDeviation(), margin, alpha);
    if (unchanged == 0 || unchanged > seeds) {
      return unchanged;
    }
    return Power.seedsToDecide(it.standardDeviation(), it.value() + margin, alpha);
  }

  private static boolean identical(AgentScores current, AgentScores baseline, List<Integer> seeds) {
    Map<Integer, SeedScore> before = new HashMap<>();
    baseline.scores().forEach(score -> before.put(score.seed(), score));
    return current.scores().stream()
        .filter(score -> seeds.contains(score.seed()))
        .allMatch(
            it ->
                it.digest().equals(before.get(it.seed()).digest())
                    && it.score() == before.get(it.seed()).score());
  }

  private static Comparison comparison(
      AgentScores agent,
      Outcome outcome,
      Method method,
      double[] now,
      double[] then,
      MeanDifference difference,
      Look look,
      double margin) {
    double before = Estimate.of(then).mean();
    double after = Estimate.of(now).mean();
    return new Comparison(
        agent.name(),
        outcome,
        method,
        now.length,
        then.length,
        before,
        after,
        difference == null ? after - before : difference.value(),
        Optional.ofNullable(difference).map(it -> it.bounds(look.alpha())),
        look.alpha(),
        margin,
        difference == null ? 1 : difference.dropPValue(),
        outcome == Outcome.UNDECIDED && difference != null
            ? seedsToDecide(difference, margin, look.alpha(), now.length)
            : 0,
        null);
  }
}
