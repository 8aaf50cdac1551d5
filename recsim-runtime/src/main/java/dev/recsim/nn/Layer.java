package dev.recsim.nn;

import dev.recsim.learn.Adam;
import java.util.Arrays;

/**
 * The parameters of a layer in rows, the bias last, and if they are trained, their gradients and
 * Adam moments.
 */
abstract class Layer {
  final float[][] values;

  /** Whether the parameters have changed since the layer set it to false. */
  boolean stale = true;

  /** Allocated at the first use: networks that are not trained need none. */
  private float[][] gradients;

  private float[][] first;
  private float[][] second;

  Layer(int rows, int columns) {
    values = new float[rows][columns];
  }

  float[][] gradients() {
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

  double squaredGradients() {
    double sum = 0;
    for (float[] row : gradients()) {
      for (float each : row) {
        sum += each * each;
      }
    }
    return sum;
  }

  void step(Adam step) {
    gradients();
    for (int i = 0; i < values.length; i++) {
      step.apply(values[i], gradients[i], first[i], second[i], 0, values[i].length);
    }
    stale = true;
  }

  void follow(Layer source, float keep, float take) {
    for (int i = 0; i < values.length; i++) {
      float[] p = values[i];
      float[] q = source.values[i];
      for (int k = 0; k < p.length; k++) {
        p[k] = keep * p[k] + take * q[k];
      }
    }
    stale = true;
  }
}
