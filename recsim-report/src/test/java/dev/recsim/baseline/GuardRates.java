package dev.recsim.baseline;

import dev.recsim.baseline.CheckResult.Basis;
import dev.recsim.baseline.Comparison.Evidence;
import dev.recsim.baseline.Comparison.Subject;
import dev.recsim.baseline.Comparison.Verdict;
import dev.recsim.baseline.Pairing.Method;
import dev.recsim.random.RandomKey;
import dev.recsim.rule.Margin;
import dev.recsim.rule.Quantity;
import dev.recsim.stats.MeanDifference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Simulated scores and guarded metrics of unchanged agents. The metrics of an agent depend on each
 * other: on each seed they share a part of their deviation.
 */
final class GuardRates {
  private static final double ALPHA = ErrorRates.ALPHA;
  private static final RandomKey ROOT = RandomKey.root(2026).child("guard-rates");

  private static final double LEAST_MARGIN = 1e-9;

  /** The score is normal, and the guards are of these shapes in turn. */
  private static final List<Shape> SHAPES = List.of(Shape.NORMAL, Shape.BOUNDED, Shape.SKEWED);

  private GuardRates() {}

  /**
   * How often an unchanged build names any score or guard as REGRESSED.
   *
   * @param guards of each agent
   * @param dependence correlation of the metrics of an agent
   * @param corrected by Holm's method
   */
  static Rate named(int agents, int guards, double dependence, int seeds, boolean corrected) {
    double t = MeanDifference.quantile(ALPHA, seeds - 1);
    RandomKey root = ROOT.child("named");
    return ErrorRates.count(
            10_000,
            (sum, i) -> {
              List<Comparison> comparisons = new ArrayList<>();
              for (int agent = 0; agent < agents; agent++) {
                RandomKey key = root.child(i).child(agent);
                for (MeanDifference it : differences(key, guards + 1, dependence, seeds, SHAPES)) {
                  comparisons.add(comparison(it, t));
                }
              }
              sum[0] += regressed(comparisons, corrected) ? 1 : 0;
            })
        .alarms();
  }

  private static boolean regressed(List<Comparison> comparisons, boolean corrected) {
    CheckResult result =
        CheckResult.of("x", Basis.of(Outcome.COMPARED)).withComparisons(comparisons);
    CheckResult list = corrected ? HolmCorrection.correct(List.of(result), ALPHA).get(0) : result;
    return list.comparisons().stream().anyMatch(it -> it.outcome() == Outcome.REGRESSED);
  }

  private static Comparison comparison(MeanDifference it, double t) {
    return new Comparison(
        new Subject("a", new Quantity("m", false, Margin.DEFAULTS)),
        new Verdict(ErrorRates.CHECK.outcome(it, t, LEAST_MARGIN)),
        new Evidence(Method.PAIRED, 10, 10, Optional.empty(), 0, it.value()),
        new Comparison.Test(
            it.value(), Optional.of(it.within(t)), ALPHA, LEAST_MARGIN, it.dropPValue(), 0));
  }

  /**
   * How often all guards of an unchanged agent hold that is trained again with other random
   * numbers.
   *
   * @param margin in standard deviations of the metric over seeds
   */
  static Rate allHold(int guards, double dependence, double margin, int seeds, List<Shape> shapes) {
    double t = MeanDifference.quantile(ALPHA, seeds - 1);
    RandomKey root = ROOT.child("hold");
    return ErrorRates.count(
            5_000,
            (sum, i) -> {
              boolean all = true;
              for (MeanDifference it :
                  differences(root.child(i), guards, dependence, seeds, shapes)) {
                all &= ErrorRates.CHECK.outcome(it, t, margin).holds();
              }
              sum[0] += all ? 1 : 0;
            })
        .alarms();
  }

  static Rate allHold(int guards, double dependence, double margin, int seeds) {
    return allHold(guards, dependence, margin, seeds, SHAPES);
  }

  /** Run minus baseline, which are independent, of each metric of an agent. */
  private static List<MeanDifference> differences(
      RandomKey key, int metrics, double dependence, int seeds, List<Shape> shapes) {
    double own = Math.sqrt(1 - dependence);
    double common = Math.sqrt(dependence);
    RandomKey shared = key.child("shared");
    List<MeanDifference> differences = new ArrayList<>();
    for (int metric = 0; metric < metrics; metric++) {
      RandomKey mine = key.child("metric").child(metric);
      Shape shape = shapes.get(metric % shapes.size());
      double[] values = new double[seeds];
      for (int seed = 0; seed < seeds; seed++) {
        double before = common * shared.gaussian(2 * seed) + own * mine.gaussian(2 * seed);
        double after = common * shared.gaussian(2 * seed + 1) + own * mine.gaussian(2 * seed + 1);
        values[seed] = shape.score(after, false) - shape.score(before, false);
      }
      differences.add(MeanDifference.of(values));
    }
    return differences;
  }
}
