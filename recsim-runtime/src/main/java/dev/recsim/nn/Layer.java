package dev.recsim.nn;

import dev.recsim.learn.AdamStep;
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

  float[][] values() {
    return values;
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

  void step(AdamStep step) {
    gradients();
    for (int i = 0; i < values.length; i++) {
      step.apply(values[i], gradients[i], first[i], second[i]);
    }
    stale = true;
  }

  void follow(Layer source, float keep, float take) {
    for (int i = 0; i < values.length; i++) {
      blend(values[i], keep, source.values[i], take);
    }
    stale = true;
  }

  private static void blend(float[] p, float keep, float[] q, float take) {
    for (int i = 0; i < p.length; i++) {
      p[i] = keep * p[i] + take * q[i];
    }
  }
}
