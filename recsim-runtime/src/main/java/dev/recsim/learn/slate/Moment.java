package dev.recsim.learn.slate;

import dev.recsim.api.Appeal;
import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import java.util.List;

/**
 * A moment before a decision.
 *
 * @param user features of who looks
 * @param candidates features of what there is to choose from, shared with the documents
 * @param weights of the candidates in the user's choice
 * @param noClickWeight that of clicking nothing
 */
record Moment(float[] user, double[][] candidates, float[] weights, float noClickWeight) {

  /**
   * What is seen.
   *
   * @param candidates their features
   */
  static Moment of(Observation seen, double[][] candidates, Appeal appeal) {
    float[] user = new float[seen.user().length];
    for (int i = 0; i < user.length; i++) {
      user[i] = (float) seen.user()[i];
    }
    float[] weights = new float[candidates.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) appeal.weight(seen, i);
    }
    return new Moment(user, candidates, weights, (float) appeal.noClickWeight(seen));
  }

  /** The features of documents. */
  static double[][] features(List<Document> documents) {
    return documents.stream().map(Document::features).toArray(double[][]::new);
  }
}
