package dev.recsim.report.ab;

import dev.recsim.decide.SampleRatio;
import java.util.Arrays;

/**
 * The shares of an arm that do not refuse a test, while the other arms share the rest as declared.
 *
 * @param declared shares, with sum 1
 * @param planned units of the whole test
 * @param once whether the test is looked at once
 */
record ShareBand(double[] declared, double planned, boolean once) {
  private static final int HALVINGS = 40;

  /** The lowest and the highest such share of an arm among this many units. */
  double[] of(int arm, long units) {
    double middle = declared[arm];
    return new double[] {edge(arm, units, middle, 0), edge(arm, units, middle, 1)};
  }

  /** The last share on the way to the end that does not refuse. */
  private double edge(int arm, long units, double from, double end) {
    double sound = from;
    double refused = end;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (sound + refused) / 2;
      if (refuses(arm, units, middle)) {
        refused = middle;
      } else {
        sound = middle;
      }
    }
    return sound;
  }

  private boolean refuses(int arm, long units, double share) {
    long[] counts =
        Arrays.stream(declared)
            .mapToLong(it -> Math.round(units * it * (1 - share) / (1 - declared[arm])))
            .toArray();
    counts[arm] = Math.round(units * share);
    return once
        ? SampleRatio.pValue(counts, declared) < SampleRatio.ALPHA
        : SampleRatio.refused(SampleRatio.logEvidence(counts, declared, planned));
  }
}
