package dev.recsim.baseline;

import dev.recsim.random.RandomKey;
import dev.recsim.rule.Claim;
import dev.recsim.rule.Look;
import dev.recsim.rule.Margin;
import dev.recsim.stats.MeanDifference;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How often the check errs, counted over simulated baselines and runs. Each replication draws both
 * anew: these are rates over all baselines, not those of one.
 */
final class ErrorRates {
  static final double ALPHA = 0.01;

  /** As good as none: the smaller the margin, the more often an unchanged agent loses it. */
  private static final double LEAST_MARGIN = 1e-9;

  private static final RandomKey ROOT = RandomKey.root(2026).child("error-rates");

  private ErrorRates() {}

  /**
   * What a simulation counted.
   *
   * @param alarms REGRESSED though nothing changed; of a claim: BROKEN though it is true
   * @param misses HOLDS though exactly the margin was lost; of a claim: though it is not true
   */
  record Cell(Rate alarms, Rate misses) {}

  /** The verdict of a rule under test. */
  interface Rule {
    Outcome outcome(MeanDifference it, double t, double margin);
  }

  /** The rule itself. */
  static final Rule CHECK = (it, t, margin) -> Check.outcome(it.value(), it.within(t), margin, 0);

  /** A look: how many seeds, and the quantile of its level. */
  private record Step(int n, double t) {
    static Step of(Look look) {
      int n = look.seeds().size();
      return new Step(n, MeanDifference.quantile(look.alpha(), n - 1));
    }
  }

  /** Run and baseline compared seed by seed, look after look until one decides. */
  static Cell paired(Shape shape, double correlation, int seeds, Integer maxSeeds) {
    return paired(CHECK, 50_000, shape, correlation, seeds, maxSeeds);
  }

  static Cell paired(
      Rule rule, int trials, Shape shape, double correlation, int seeds, Integer maxSeeds) {
    List<Step> steps = Look.of(Runs.seeds(seeds), maxSeeds, ALPHA).stream().map(Step::of).toList();
    RandomKey root = ROOT.child("paired").child(shape.text);
    return count(
        trials,
        (sum, i) -> {
          double[][] pair = shape.pair(correlation, root.child(i));
          MeanDifference[] looks =
              steps.stream()
                  .map(it -> MeanDifference.paired(first(pair[1], it.n()), first(pair[0], it.n())))
                  .toArray(MeanDifference[]::new);
          sum[0] += decide(rule, steps, looks, 0, LEAST_MARGIN) == Outcome.REGRESSED ? 1 : 0;
          sum[1] += decide(rule, steps, looks, -1, 1).holds() ? 1 : 0;
        });
  }

  private static Outcome decide(
      Rule rule, List<Step> steps, MeanDifference[] looks, double shift, double margin) {
    Outcome outcome = Outcome.UNDECIDED;
    for (int i = 0; i < looks.length && outcome == Outcome.UNDECIDED; i++) {
      outcome = rule.outcome(shifted(looks[i], shift), steps.get(i).t(), margin);
    }
    return outcome;
  }

  /** A run of so many seeds and a baseline of so many others. */
  static Cell welch(Shape shape, int run, int baseline) {
    RandomKey root = ROOT.child("welch").child(shape.text);
    return count(
        20_000,
        (sum, i) -> {
          double[][] pair = shape.pair(0, root.child(i));
          MeanDifference it = MeanDifference.welch(first(pair[1], run), first(pair[0], baseline));
          double t = MeanDifference.quantile(ALPHA, it.degreesOfFreedom());
          sum[0] += CHECK.outcome(it, t, LEAST_MARGIN) == Outcome.REGRESSED ? 1 : 0;
          sum[1] += CHECK.outcome(shifted(it, -1), t, 1).holds() ? 1 : 0;
        });
  }

  /** A claim whose threshold is exactly the mean: as hard as it gets. */
  static Cell claim(Shape shape, int seeds) {
    RandomKey root = ROOT.child("claim").child(shape.text);
    Claim claim = new Claim.AtLeast("a", Claim.MEAN_REWARD, shape.mean);
    Look look = new Look(Runs.seeds(seeds), ALPHA);
    return count(
        20_000,
        (sum, i) -> {
          double[] scores = first(shape.pair(0, root.child(i))[0], seeds);
          Snapshot run = Runs.of(Runs.agent("a", scores));
          Outcome outcome = new ClaimCheck(run, Margin.DEFAULTS).at(claim, look).outcome();
          sum[0] += outcome == Outcome.BROKEN ? 1 : 0;
          sum[1] += outcome.holds() ? 1 : 0;
        });
  }

  /**
   * An agent of which one seed in ten collapses now, and none did: the mean drops by the margin,
   * all of it through seeds that may not be among these.
   */
  static Rate collapseMisses(int seeds) {
    RandomKey root = ROOT.child("collapse");
    double t = MeanDifference.quantile(ALPHA, seeds - 1);
    return count(
            20_000,
            (sum, i) -> {
              RandomKey key = root.child(i);
              double[] differences = new double[seeds];
              for (int j = 0; j < seeds; j++) {
                boolean collapsed = key.child("collapse").uniform(j) < Shape.COLLAPSE;
                differences[j] = 0.01 * key.gaussian(j) - (collapsed ? 1 : 0);
              }
              MeanDifference it = MeanDifference.of(differences);
              sum[1] += CHECK.outcome(it, t, Shape.COLLAPSE).holds() ? 1 : 0;
            })
        .misses();
  }

  private static double[] first(double[] values, int n) {
    return Arrays.copyOf(values, n);
  }

  private static MeanDifference shifted(MeanDifference it, double shift) {
    return new MeanDifference(
        it.value() + shift, it.standardError(), it.standardDeviation(), it.degreesOfFreedom());
  }

  /** One replication: adds false alarms at 0 and misses at 1. */
  interface Replication {
    void add(int[] sum, int index);
  }

  /** Sums of integers: the same whatever runs beside what. */
  static Cell count(int trials, Replication replication) {
    int[] counts =
        IntStream.range(0, trials)
            .parallel()
            .collect(
                () -> new int[2],
                replication::add,
                (sum, other) -> {
                  sum[0] += other[0];
                  sum[1] += other[1];
                });
    return new Cell(new Rate(counts[0], trials), new Rate(counts[1], trials));
  }
}
