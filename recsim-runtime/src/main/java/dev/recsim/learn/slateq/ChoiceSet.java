package dev.recsim.learn.slateq;

import dev.recsim.api.Appeal;
import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import java.util.List;

/**
 * A user and the candidates for a slate.
 *
 * @param user features of the user
 * @param documents features of the candidates; the arrays are those of the documents
 * @param weights choice weights of the candidates
 * @param noClickWeight choice weight of no click
 */
record ChoiceSet(float[] user, double[][] documents, float[] weights, float noClickWeight) {

  /**
   * The choice set of an observation.
   *
   * @param documents the {@link #features} of its candidates
   */
  static ChoiceSet of(Observation observation, double[][] documents, Appeal appeal) {
    float[] user = new float[observation.user().length];
    for (int i = 0; i < user.length; i++) {
      user[i] = (float) observation.user()[i];
    }
    float[] weights = new float[documents.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) appeal.weight(observation, i);
    }
    return new ChoiceSet(user, documents, weights, (float) appeal.noClickWeight(observation));
  }

  /** The features of documents; the arrays are not copied. */
  static double[][] features(List<Document> documents) {
    return documents.stream().map(Document::features).toArray(double[][]::new);
  }
}
