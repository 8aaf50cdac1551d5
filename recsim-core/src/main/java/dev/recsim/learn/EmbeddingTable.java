package dev.recsim.learn;

import dev.recsim.api.Weights.Tensor;
import dev.recsim.vectors.UnitVectors;
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

  /** Number of rows that a step updates together: 1 with touchedOnly, else all. */
  private final int together;

  private final float[] rows;

  /** The rows themselves for a single vector and for residuals. */
  private final float[] units;

  private final float[] lengths;

  private final Variables numbers;
  private final Adam adam = new Adam();

  /**
   * Rows with gradients since the last step; after a step, the rows it updated. If all are updated
   * together, always the first.
   */
  private final int[] touched;

  private int touchedCount;
  private final boolean[] isTouched;

  /**
   * @param tensor [documents, size], or [size] for a single vector; copied
   * @param touchedOnly whether a step updates only the rows with gradients
   * @param plain whether readers get the vectors as they are
   */
  public EmbeddingTable(Tensor tensor, boolean touchedOnly, boolean plain) {
    this.shape = tensor.shape().clone();
    this.documents = shape.length == 1 ? 1 : shape[0];
    this.size = shape[shape.length - 1];
    together = touchedOnly ? 1 : documents;
    touched = new int[documents];
    touchedCount = touchedOnly ? 0 : 1;
    isTouched = new boolean[documents];
    rows = tensor.data().clone();
    units = plain ? rows : new float[rows.length];
    lengths = new float[plain ? 0 : documents];
    numbers = new Variables(rows);
    normalize(0, documents);
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
    float[] gradients = numbers.gradients()[0];
    if (together == 1 && !isTouched[document]) {
      if (touchedCount > 0 && !isTouched[touched[0]]) {
        touchedCount = 0;
      }
      touched[touchedCount++] = document;
      isTouched[document] = true;
    }
    for (int k = 0; k < size; k++) {
      gradients[document * size + k] += from[start + k];
    }
  }

  @Override
  public double squaredGradients() {
    float[] gradients = numbers.gradients()[0];
    double sum = 0;
    for (int i = 0; i < touchedCount; i++) {
      for (int row = touched[i]; row < touched[i] + together; row++) {
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
    adam.next(learningRate, factor);
    for (int i = 0; i < touchedCount; i++) {
      int from = touched[i];
      int to = from + together;
      if (units != rows) {
        UnitVectors.backward(numbers.gradients()[0], units, lengths, from, to, size);
      }
      numbers.step(adam, 0, from * size, to * size);
      normalize(from, to);
      isTouched[from] = false;
    }
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
    for (int i = 0; i < source.touchedCount; i++) {
      int from = source.touched[i];
      int to = from + together;
      numbers.follow(source.numbers, tau, 0, from * size, to * size);
      normalize(from, to);
    }
  }

  @Override
  public SortedMap<String, Tensor> tensors() {
    return new TreeMap<>(Map.of("", new Tensor(shape.clone(), rows.clone())));
  }

  @Override
  public void load(SortedMap<String, Tensor> tensors) {
    System.arraycopy(tensors.get("").data(), 0, rows, 0, rows.length);
    normalize(0, documents);
  }
}
