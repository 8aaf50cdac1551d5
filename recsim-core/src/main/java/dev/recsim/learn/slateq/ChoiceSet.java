package dev.recsim.learn.slateq;

import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.learn.scale.Standardization;
import java.util.Arrays;
import java.util.stream.IntStream;

/** A user and the candidates for a slate. */
final class ChoiceSet {
  /** The observation if documents are encoded, else null. */
  final Observation seen;

  /** The candidates among all documents; null for all. */
  final int[] some;

  /**
   * Features of the candidates, followed by null, the item of no click, if its value is learned.
   */
  final double[][] items;

  /** Choice weights of the candidates. */
  final float[] weights;

  final float noClickWeight;
  final User user;

  /** The slate that was found last: the best one changes rarely, so a search starts from it. */
  final int[] slate;

  /** Whether the slate was shown: only its value is computed, no better one is searched. */
  private boolean shown;

  /** The features of a user, which are standardized at their first use: then scales are fixed. */
  static final class User {
    private final float[] scaled;

    /** As observed; null when they are standardized. */
    private double[] observed;

    User(double[] observed) {
      this.observed = observed;
      this.scaled = new float[observed.length];
    }

    /** Writes the features, standardized, and returns the index behind them. */
    int write(Standardization.Scales scales, float[] to, int start) {
      if (observed != null) {
        for (int i = 0; i < scaled.length; i++) {
          scaled[i] = scales.scaled(i, (float) observed[i]);
        }
        observed = null;
      }
      System.arraycopy(scaled, 0, to, start, scaled.length);
      return start + scaled.length;
    }
  }

  /**
   * @param some null for all documents
   * @param slateSize number of documents of a slate, if there are enough candidates
   */
  ChoiceSet(
      Observation seen,
      int[] some,
      double[][] items,
      float[] weights,
      float noClickWeight,
      User user,
      int slateSize) {
    this.seen = seen;
    this.some = some;
    this.items = items;
    this.weights = weights;
    this.noClickWeight = noClickWeight;
    this.user = user;
    this.slate = IntStream.range(0, Math.min(slateSize, weights.length)).toArray();
  }

  /** Sets the slate that was shown. All documents must be candidates. */
  void show(Slate slateShown) {
    Arrays.setAll(slate, slateShown::document);
    shown = true;
  }

  boolean isShown() {
    return shown;
  }

  /** The slate that was found last, as documents. */
  Slate documents() {
    return Slate.of(Arrays.stream(slate).map(p -> some == null ? p : some[p]).toArray());
  }
}
