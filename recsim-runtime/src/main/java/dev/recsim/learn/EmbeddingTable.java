package dev.recsim.learn;

import dev.recsim.api.Weights.Tensor;
import dev.recsim.vectors.UnitVectors;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Learned vectors of documents or states, with their gradients and Adam state. Readers get them
 * scaled to length 1. A tensor with one dimension is a single vector, which readers get as it is,
 * like residuals.
 *
 * <p>With {@code touchedOnly}, a step updates only the rows that have gradients, so its cost does
 * not depend on the number of rows. As in PyTorch's SparseAdam, the moments of other rows do not
 * change, and the bias correction uses the number of steps of the table.
 */
public final class EmbeddingTable implements Trainable {
  private final int[] shape;
  private final int documents;
  private final int size;
  private final boolean touchedOnly;
  private final float[] rows;

  /** The rows themselves for a single vector and for residuals. */
  private final float[] units;

  private final float[] lengths;

  /** Allocated with the first gradient: target tables and tables that are only read need none. */
  private float[] gradients;

  private float[] first;
  private float[] second;
  private final Adam adam = new Adam();

  /** Rows with gradients since the last step; after a step, the rows it updated. */
  private int[] touched = {};

  private int touchedCount;
  private boolean[] isTouched;

  /**
   * @param tensor [documents, size], or [size] for a single vector; copied
   * @param touchedOnly whether a step updates only the rows with gradients
   * @param plain whether readers get the vectors as they are
   */
  public EmbeddingTable(Tensor tensor, boolean touchedOnly, boolean plain) {
    this.shape = tensor.shape().clone();
    this.documents = shape.length == 1 ? 1 : shape[0];
    this.size = shape[shape.length - 1];
    this.touchedOnly = touchedOnly;
    rows = new float[documents * size];
    units = plain ? rows : new float[rows.length];
    lengths = new float[plain ? 0 : documents];
    load(tensor);
  }

  public int documents() {
    return documents;
  }

  public int size() {
    return size;
  }

  /** The vectors as stored, [documents x size]. */
  public float[] rows() {
    return rows;
  }

  /** The vectors scaled to length 1, [documents x size]. */
  public float[] units() {
    return units;
  }

  /** Adds a derivative with respect to a document's unit vector. */
  public void addGradient(int document, float[] from, int start) {
    startTraining();
    if (touchedOnly && !isTouched[document]) {
      touch(document);
    }
    for (int k = 0; k < size; k++) {
      gradients[document * size + k] += from[start + k];
    }
  }

  private void startTraining() {
    if (gradients == null) {
      gradients = new float[rows.length];
      first = new float[rows.length];
      second = new float[rows.length];
      isTouched = new boolean[touchedOnly ? documents : 0];
    }
  }

  private void touch(int document) {
    if (touchedCount > 0 && !isTouched[touched[0]]) {
      touchedCount = 0;
    }
    if (touchedCount == touched.length) {
      touched = Arrays.copyOf(touched, Math.max(64, 2 * touched.length));
    }
    touched[touchedCount++] = document;
    isTouched[document] = true;
  }

  @Override
  public double squaredGradients() {
    double sum = 0;
    for (int i = 0; gradients != null && i < ranges(); i++) {
      for (int row = from(i); row < to(i); row++) {
        double squares = 0;
        double along = 0;
        for (int k = row * size; k < (row + 1) * size; k++) {
          squares += gradients[k] * gradients[k];
          along += gradients[k] * units[k];
        }
        sum += units == rows ? squares : (squares - along * along) / (lengths[row] * lengths[row]);
      }
    }
    return sum;
  }

  @Override
  public void step(double learningRate, float factor) {
    startTraining();
    adam.next(learningRate, factor);
    for (int i = 0; i < ranges(); i++) {
      if (units != rows) {
        UnitVectors.backward(gradients, units, lengths, from(i), to(i), size);
      }
      adam.apply(rows, gradients, first, second, from(i) * size, to(i) * size);
      normalize(from(i), to(i));
      if (touchedOnly) {
        isTouched[touched[i]] = false;
      }
    }
  }

  /** Number of ranges of rows that a step updates: the touched rows, or a range of all. */
  private int ranges() {
    return touchedOnly ? touchedCount : 1;
  }

  private int from(int range) {
    return touchedOnly ? touched[range] : 0;
  }

  private int to(int range) {
    return touchedOnly ? touched[range] + 1 : documents;
  }

  private void normalize(int from, int to) {
    if (units != rows) {
      UnitVectors.normalize(rows, from, to, size, units, lengths);
    }
  }

  /** Moves vectors towards those of the other table: all, or those that its last step updated. */
  @Override
  public void follow(Trainable other, double tau) {
    EmbeddingTable source = (EmbeddingTable) other;
    float keep = (float) (1 - tau);
    float take = (float) tau;
    for (int i = 0; i < source.ranges(); i++) {
      for (int k = source.from(i) * size; k < source.to(i) * size; k++) {
        rows[k] = keep * rows[k] + take * source.rows[k];
      }
      normalize(source.from(i), source.to(i));
    }
  }

  @Override
  public SortedMap<String, Tensor> tensors() {
    return new TreeMap<>(Map.of("", new Tensor(shape.clone(), rows.clone())));
  }

  @Override
  public void load(SortedMap<String, Tensor> tensors) {
    load(tensors.get(""));
  }

  private void load(Tensor tensor) {
    System.arraycopy(tensor.data(), 0, rows, 0, rows.length);
    normalize(0, documents);
  }
}
