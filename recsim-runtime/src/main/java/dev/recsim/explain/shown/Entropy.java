package dev.recsim.explain.shown;

import java.util.List;

/** Shannon's entropy in bits. */
final class Entropy {
  private Entropy() {}

  /** The information of an event of this probability: its negative binary logarithm. */
  static double bits(double probability) {
    // 0 - 0 is 0, but -0 would be shown as -0.
    return 0 - StrictMath.log(probability) / StrictMath.log(2);
  }

  /**
   * The entropy of a policy given what it observes: the mean information of the slates that it
   * drew; NaN if their probabilities are unknown.
   */
  static double ofPolicy(List<Row> rows) {
    double sum = 0;
    for (Row row : rows) {
      sum += row.bits();
    }
    return sum / rows.size();
  }

  /** The mean entropy of slates that are drawn uniformly, without repeated documents. */
  static double uniform(List<Row> rows) {
    double sum = 0;
    for (Row row : rows) {
      for (int p = 0; p < row.documents().length; p++) {
        sum += bits(1.0 / (row.choices() - p));
      }
    }
    return sum / rows.size();
  }
}
