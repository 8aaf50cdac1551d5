package dev.recsim.nn;

/** The parameters of a layer in rows, the bias last, and their gradients. */
abstract class Layer {
  final float[][] values;

  /** Null until the layer is trained. */
  float[][] gradients;

  Layer(float[][] values) {
    this.values = values;
  }
}
