package dev.recsim.baseline;

import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.baseline.Snapshot.SeedScore;
import dev.recsim.rule.Quantity;
import dev.recsim.stats.Estimate;
import dev.recsim.stats.MeanDifference;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of a quantity of an agent on two sides. They are compared seed by seed if the sides
 * share at least 5 seeds or all requested seeds; otherwise as independent samples.
 *
 * @param method EXACT if every shared trial is identical; NONE if a side has a single score
 * @param now values of the run
 * @param then values of the baseline; of the same seeds unless method is WELCH
 */
public record Pairing(Method method, double[] now, double[] then) {
  /** Smallest number of shared seeds for a comparison seed by seed. */
  public static final int FEWEST_PAIRS = 5;

  /** How scores are compared. */
  public enum Method {
    /** Not tested: digests of all session rewards are equal. */
    EXACT,
    /** Seed by seed. */
    PAIRED,
    /** As independent samples. */
    WELCH,
    /** Not at all. */
    NONE
  }

  /**
   * Pairs scores.
   *
   * @param seeds of the run, each with a score
   */
  public static Pairing of(AgentScores run, AgentScores baseline, List<Integer> seeds) {
    return of(run, baseline, seeds, Quantity.score(null));
  }

  /**
   * Pairs the values of a quantity.
   *
   * @param seeds of the run, each with a score
   */
  static Pairing of(AgentScores run, AgentScores baseline, List<Integer> seeds, Quantity quantity) {
    List<Integer> shared = seeds.stream().filter(baseline.seeds()::contains).toList();
    boolean paired = shared.size() >= FEWEST_PAIRS || !shared.isEmpty() && shared.equals(seeds);
    double[] now = run.values(quantity, paired ? shared : seeds);
    double[] then = baseline.values(quantity, paired ? shared : baseline.seeds());
    if (paired && identical(run, baseline, shared, quantity)) {
      return new Pairing(Method.EXACT, now, then);
    }
    if (now.length < 2 || then.length < 2) {
      return new Pairing(Method.NONE, now, then);
    }
    return new Pairing(paired ? Method.PAIRED : Method.WELCH, now, then);
  }

  private static boolean identical(
      AgentScores run, AgentScores baseline, List<Integer> seeds, Quantity quantity) {
    Map<Integer, SeedScore> before = new HashMap<>();
    baseline.scores().forEach(score -> before.put(score.seed(), score));
    return run.scores().stream()
        .filter(score -> seeds.contains(score.seed()))
        .allMatch(it -> it.same(quantity, before.get(it.seed())));
  }

  /** Number of seeds on which the quantity has no value. */
  static long withoutValue(double[] values) {
    return Arrays.stream(values).filter(Double::isNaN).count();
  }

  /** Mean of the run. */
  public double current() {
    return Estimate.of(now).mean();
  }

  /** Mean of the baseline. */
  public double baseline() {
    return Estimate.of(then).mean();
  }

  /**
   * The difference between run and baseline.
   *
   * @throws IllegalStateException with methods EXACT and NONE, which test nothing
   */
  public MeanDifference difference() {
    return switch (method) {
      case PAIRED -> MeanDifference.paired(now, then);
      case WELCH -> MeanDifference.welch(now, then);
      case EXACT, NONE -> throw new IllegalStateException("nothing to test");
    };
  }
}
