package dev.recsim.learn.slateq;

import dev.recsim.api.Observation;
import dev.recsim.learn.scale.Standardization;

/**
 * A user and the candidates for a slate.
 *
 * @param seen the observation if documents are encoded, else null
 * @param user features of the user
 * @param scaled holds them standardized; null in it until they are needed
 * @param some the candidates among all documents; null for all
 * @param documents features of the candidates, the arrays of the documents; null until candidates
 *     are chosen
 * @param weights choice weights of the candidates; null until they are chosen
 * @param noClickWeight choice weight of no click
 */
record ChoiceSet(
    Observation seen,
    double[] user,
    float[][] scaled,
    int[] some,
    double[][] documents,
    float[] weights,
    float noClickWeight) {

  /** The features of a document. */
  double[] item(int document) {
    return seen == null ? documents[document] : seen.candidates().get(document).features();
  }

  /** The standardized features of the user, computed once. */
  float[] standardized(Standardization scales) {
    if (scaled[0] == null) {
      scaled[0] = new float[user.length];
      for (int i = 0; i < user.length; i++) {
        scaled[0][i] = scales.user(i, (float) user[i]);
      }
    }
    return scaled[0];
  }

  /** Call it after the scales have changed. */
  void forget() {
    scaled[0] = null;
  }
}
