package dev.recsim.learn;

import dev.recsim.api.Tensor;

/** A learned vector for each document, read scaled to length 1; with its gradients and Adam. */
final class EmbeddingTable {
  private final int documents;
  private final int size;
  private final float[] rows;
  private final float[] units;
  private final float[] lengths;
  private final float[] gradients;
  private final float[] first;
  private final float[] second;
  private long steps;

  /**
   * @param tensor [documents, size]; copied
   */
  EmbeddingTable(Tensor tensor) {
    documents = tensor.shape()[0];
    size = tensor.shape()[1];
    rows = new float[documents * size];
    units = new float[rows.length];
    lengths = new float[documents];
    gradients = new float[rows.length];
    first = new float[rows.length];
    second = new float[rows.length];
    load(tensor);
  }

  int documents() {
    return documents;
  }

  int size() {
    return size;
  }

  /** The vectors as stored, [documents x size]. */
  float[] rows() {
    return rows;
  }

  /** The vectors scaled to length 1, [documents x size]. */
  float[] units() {
    return units;
  }

  /** Copies the unit vectors of some documents, one after another. */
  void copyUnits(int[] of, int count, float[] to) {
    for (int i = 0; i < count; i++) {
      System.arraycopy(units, of[i] * size, to, i * size, size);
    }
  }

  /** Adds a derivative by a document's unit vector. */
  void addGradient(int document, float[] from, int start) {
    for (int k = 0; k < size; k++) {
      gradients[document * size + k] += from[start + k];
    }
  }

  /** A copy of the derivatives by the stored vectors. */
  Tensor gradient() {
    float[] copy = gradients.clone();
    UnitVectors.backward(copy, units, lengths, documents, size);
    return Tensor.matrix(documents, size, copy);
  }

  /** One step of Adam, then clears the gradients. */
  void step(double learningRate) {
    UnitVectors.backward(gradients, units, lengths, documents, size);
    AdamStep.of(learningRate, ++steps).apply(rows, gradients, first, second);
    normalize();
  }

  /** Moves every vector towards another table's: e = (1 - tau) e + tau f. */
  void follow(EmbeddingTable source, double tau) {
    float keep = (float) (1 - tau);
    float take = (float) tau;
    for (int i = 0; i < rows.length; i++) {
      rows[i] = keep * rows[i] + take * source.rows[i];
    }
    normalize();
  }

  /** A copy of the vectors as stored. */
  Tensor tensor() {
    return Tensor.matrix(documents, size, rows.clone());
  }

  void load(Tensor tensor) {
    System.arraycopy(tensor.data(), 0, rows, 0, rows.length);
    normalize();
  }

  private void normalize() {
    UnitVectors.normalize(rows, documents, size, units, lengths);
  }
}
