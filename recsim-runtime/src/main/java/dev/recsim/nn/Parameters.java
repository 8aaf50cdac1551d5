package dev.recsim.nn;

import dev.recsim.learn.AdamStep;

/** Rows of parameters and, if they are trained, their gradients and Adam moments. */
final class Parameters {
  private final float[][] values;

  /** Allocated at the first use: networks that are not trained need none. */
  private float[][] gradients;

  private float[][] first;
  private float[][] second;

  Parameters(int rows, int columns) {
    values = new float[rows][columns];
  }

  float[][] values() {
    return values;
  }

  float[][] gradients() {
    if (gradients == null) {
      gradients = new float[values.length][values[0].length];
      first = new float[values.length][values[0].length];
      second = new float[values.length][values[0].length];
    }
    return gradients;
  }

  void step(AdamStep step) {
    gradients();
    for (int i = 0; i < values.length; i++) {
      step.apply(values[i], gradients[i], first[i], second[i]);
    }
  }

  void follow(Parameters source, float keep, float take) {
    for (int i = 0; i < values.length; i++) {
      blend(values[i], keep, source.values[i], take);
    }
  }

  private static void blend(float[] p, float keep, float[] q, float take) {
    for (int i = 0; i < p.length; i++) {
      p[i] = keep * p[i] + take * q[i];
    }
  }
}
