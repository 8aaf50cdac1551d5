package dev.recsim.learn;

import dev.recsim.api.Tensor;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A vector of parameters with gradients and Adam state, or of constants, which no step changes. */
public final class VectorParameter implements Trainable {
  private final int[] shape;
  private final float[] values;
  private final float[] gradients;
  private final float[] first;
  private final float[] second;
  private final boolean constant;
  private long steps;

  /**
   * Creates a vector.
   *
   * @param tensor [size]; copied
   */
  public VectorParameter(Tensor tensor) {
    this(tensor, false);
  }

  private VectorParameter(Tensor tensor, boolean constant) {
    this.constant = constant;
    shape = tensor.shape().clone();
    values = tensor.data().clone();
    gradients = new float[values.length];
    first = new float[values.length];
    second = new float[values.length];
  }

  /** A vector that no step changes; its tensor may have any shape. */
  static VectorParameter constant(Tensor tensor) {
    return new VectorParameter(tensor, true);
  }

  boolean isConstant() {
    return constant;
  }

  /** The parameters, [size]; not a copy. */
  public float[] values() {
    return values;
  }

  /** The derivatives of the loss since the last step, [size]; callers add to them. */
  public float[] gradients() {
    return gradients;
  }

  @Override
  public void step(double learningRate) {
    if (!constant) {
      AdamStep.of(learningRate, ++steps).apply(values, gradients, first, second);
    }
  }

  @Override
  public void follow(Trainable source, double tau) {
    float[] other = ((VectorParameter) source).values;
    float keep = constant ? 0 : (float) (1 - tau);
    float take = constant ? 1 : (float) tau;
    for (int i = 0; i < values.length; i++) {
      values[i] = keep * values[i] + take * other[i];
    }
  }

  @Override
  public SortedMap<String, Tensor> tensors() {
    return new TreeMap<>(Map.of("", new Tensor(shape.clone(), values.clone())));
  }

  @Override
  public void load(SortedMap<String, Tensor> tensors) {
    System.arraycopy(tensors.get("").data(), 0, values, 0, values.length);
  }
}
