package dev.recsim.env.metric;

import dev.recsim.algebra.Vectors;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import java.util.Arrays;

/**
 * A sum of the feature vectors of documents, each scaled to length 1. The cosine of a document to n
 * others has the mean of its scaled vector times their sum, divided by n; so their number does not
 * matter for time or memory. Documents whose features are all 0 have no direction and are left out.
 */
final class Directions {
  private final double[] sum;
  private int count;

  Directions(int features) {
    sum = new double[features];
  }

  /**
   * Checks that documents have features.
   *
   * @throws InvalidOption if they have none
   */
  static void require(String metric, Space space) {
    InvalidOption.unless(
        !space.documentFeatures().isEmpty(),
        "type",
        metric
            + " compares the features of documents, but those of this environment have none; choose"
            + " another metric, such as exposure_gini");
  }

  int count() {
    return count;
  }

  void clear() {
    Arrays.fill(sum, 0);
    count = 0;
  }

  void add(double[] features) {
    double length = length(features);
    if (length > 0) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += features[i] / length;
      }
      count++;
    }
  }

  /** Mean cosine distance of a document to those added; NaN if it or all of them have none. */
  double distance(double[] features) {
    return 1 - Vectors.dot(sum, features) / (length(features) * count);
  }

  /** Mean cosine distance of the pairs of those added; NaN if there are fewer than two. */
  double meanDistance() {
    return 1 - (Vectors.dot(sum, sum) - count) / ((double) count * (count - 1));
  }

  private static double length(double[] features) {
    return Math.sqrt(Vectors.dot(features, features));
  }

  static double[] features(Observation seen, Slate slate, int position) {
    return seen.candidates().get(slate.document(position)).features();
  }
}
