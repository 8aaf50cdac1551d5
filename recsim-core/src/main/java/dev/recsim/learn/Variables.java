package dev.recsim.learn;

import java.util.Arrays;

/** Numbers in rows that {@link Adam} changes, their gradients, and the moments of Adam. */
public class Variables {
  /** The numbers; engines read and write them. Not a copy. */
  public final float[][] values;

  /** Allocated at the first use: networks and tables that are not trained need none. */
  private float[][] gradients;

  private float[][] first;
  private float[][] second;

  /**
   * @param values in rows; not copied
   */
  public Variables(float[]... values) {
    this.values = values;
  }

  /** The gradients, in the rows of the values. */
  public float[][] gradients() {
    if (gradients == null) {
      gradients = zeros();
      first = zeros();
      second = zeros();
    }
    return gradients;
  }

  private float[][] zeros() {
    return Arrays.stream(values).map(row -> new float[row.length]).toArray(float[][]::new);
  }

  /** The sum of the squares of all gradients. */
  public double squaredGradients() {
    double sum = 0;
    for (float[] row : gradients()) {
      for (float each : row) {
        sum += each * each;
      }
    }
    return sum;
  }

  /** Updates all values by a step, and sets the gradients to 0. */
  public void step(Adam adam) {
    for (int i = 0; i < values.length; i++) {
      step(adam, i, 0, values[i].length);
    }
  }

  /** As above, for the entries {@code from} to {@code to - 1} of a row. */
  public void step(Adam adam, int row, int from, int to) {
    float[] g = gradients()[row];
    adam.apply(values[row], g, first[row], second[row], from, to);
  }

  /** Moves all values p towards q of the source: p = (1 - tau) p + tau q. */
  public void follow(Variables source, double tau) {
    for (int i = 0; i < values.length; i++) {
      follow(source, tau, i, 0, values[i].length);
    }
  }

  /** As above, for the entries {@code from} to {@code to - 1} of a row. */
  public void follow(Variables source, double tau, int row, int from, int to) {
    float keep = (float) (1 - tau);
    float take = (float) tau;
    float[] p = values[row];
    float[] q = source.values[row];
    for (int k = from; k < to; k++) {
      p[k] = keep * p[k] + take * q[k];
    }
  }
}
