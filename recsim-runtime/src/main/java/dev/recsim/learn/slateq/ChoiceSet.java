package dev.recsim.learn.slateq;

import dev.recsim.api.Observation;
import dev.recsim.learn.scale.Standardization;

/** A user and the candidates for a slate. */
final class ChoiceSet {
  /** The observation if documents are encoded, else null. */
  final Observation seen;

  /** The candidates among all documents; null for all. */
  final int[] some;

  /** Features of the candidates, the arrays of the documents; null until they are chosen. */
  final double[][] documents;

  /** Choice weights of the candidates; null until they are chosen. */
  final float[] weights;

  final float noClickWeight;
  private final double[] user;

  /** Standardized features of the user; null until they are needed. */
  private float[] scaled;

  ChoiceSet(
      Observation observation,
      boolean encoded,
      int[] some,
      double[][] documents,
      float[] weights,
      float noClickWeight) {
    this.seen = encoded ? observation : null;
    this.user = observation.user();
    this.some = some;
    this.documents = documents;
    this.weights = weights;
    this.noClickWeight = noClickWeight;
  }

  /** The features of a document. */
  double[] item(int document) {
    return seen == null ? documents[document] : seen.candidates().get(document).features();
  }

  /** The standardized features of the user, computed once. */
  float[] standardized(Standardization scales) {
    if (scaled == null) {
      scaled = new float[user.length];
      for (int i = 0; i < user.length; i++) {
        scaled[i] = scales.user().scaled(i, (float) user[i]);
      }
    }
    return scaled;
  }

  /** Call it after the scales have changed. */
  void forget() {
    scaled = null;
  }
}
