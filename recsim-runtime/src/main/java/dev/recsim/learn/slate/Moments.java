package dev.recsim.learn.slate;

import dev.recsim.api.Appeal;
import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import java.util.Arrays;
import java.util.List;

/**
 * Moments before a decision, one a row: who looks, what there is to choose from, and how much it
 * attracts. Grows with the number of rows and is reused.
 */
final class Moments {
  private final int userFeatures;
  private int size;
  private int items;
  private float[] users = {};
  private double[][][] candidates = {};
  private float[][] weights = {};
  private float[] noClickWeights = {};
  private int[] starts = {};

  Moments(int userFeatures) {
    this.userFeatures = userFeatures;
  }

  /** The features of the candidates, shared with the documents. */
  static double[][] features(List<Document> documents) {
    double[][] features = new double[documents.size()][];
    for (int i = 0; i < features.length; i++) {
      features[i] = documents.get(i).features();
    }
    return features;
  }

  /** The candidates' weights in the user's choice. */
  static float[] weights(Appeal appeal, Observation observation) {
    float[] weights = new float[observation.candidates().size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) appeal.weight(observation, i);
    }
    return weights;
  }

  void clear() {
    size = 0;
    items = 0;
  }

  /** Adds a row for what is observed now. */
  void add(Observation observation, Appeal appeal) {
    ensure();
    double[] user = observation.user();
    for (int i = 0; i < userFeatures; i++) {
      users[size * userFeatures + i] = (float) user[i];
    }
    add(
        features(observation.candidates()),
        weights(appeal, observation),
        (float) appeal.noClickWeight(observation));
  }

  /**
   * Adds a row.
   *
   * @param user its features stand from index {@code from} on
   */
  void add(float[] user, int from, double[][] features, float[] itemWeights, float weightOfNone) {
    ensure();
    System.arraycopy(user, from, users, size * userFeatures, userFeatures);
    add(features, itemWeights, weightOfNone);
  }

  private void add(double[][] features, float[] itemWeights, float weightOfNone) {
    candidates[size] = features;
    weights[size] = itemWeights;
    noClickWeights[size] = weightOfNone;
    starts[size] = items;
    items += features.length;
    size++;
  }

  private void ensure() {
    if (size == starts.length) {
      int length = Math.max(16, 2 * size);
      users = Arrays.copyOf(users, length * userFeatures);
      candidates = Arrays.copyOf(candidates, length);
      weights = Arrays.copyOf(weights, length);
      noClickWeights = Arrays.copyOf(noClickWeights, length);
      starts = Arrays.copyOf(starts, length);
    }
  }

  /** Number of rows. */
  int size() {
    return size;
  }

  /** Number of candidates of all rows together. */
  int items() {
    return items;
  }

  /** Index of a row's first candidate, where the candidates of all rows stand one after another. */
  int start(int row) {
    return starts[row];
  }

  /** [rows x user features] */
  float[] users() {
    return users;
  }

  double[][] candidates(int row) {
    return candidates[row];
  }

  float[] weights(int row) {
    return weights[row];
  }

  float noClickWeight(int row) {
    return noClickWeights[row];
  }
}
