package dev.recsim.api;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * An array of floats in row-major order. It has no name; {@link Weights} name their tensors.
 *
 * @param shape lengths of the dimensions
 * @param data the values; their number is the product of the shape
 */
public record Tensor(int[] shape, float[] data) {
  /**
   * Checks that the values fill the shape.
   *
   * @param shape lengths of the dimensions
   * @param data the values, row by row
   * @throws IllegalArgumentException if the number of values is not the product of the shape
   */
  public Tensor {
    int size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    if (size != data.length) {
      throw new IllegalArgumentException(
          "shape %s needs %s values, not %s".formatted(Arrays.toString(shape), size, data.length));
    }
  }

  /**
   * {@return a vector}
   *
   * @param data the values; not copied
   */
  public static Tensor vector(float[] data) {
    return new Tensor(new int[] {data.length}, data);
  }

  /**
   * {@return a matrix}
   *
   * @param rows number of rows
   * @param columns number of columns
   * @param data the values, row by row; not copied
   */
  public static Tensor matrix(int rows, int columns, float[] data) {
    return new Tensor(new int[] {rows, columns}, data);
  }

  /**
   * {@return a tensor of computed values}
   *
   * @param values computes the value at each index of the data
   * @param shape lengths of the dimensions
   */
  public static Tensor of(IntToDoubleFunction values, int... shape) {
    float[] data = new float[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) values.applyAsDouble(i);
    }
    return new Tensor(shape, data);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tensor tensor
        && Arrays.equals(shape, tensor.shape)
        && Arrays.equals(data, tensor.data);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(shape) + Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return "Tensor" + Arrays.toString(shape);
  }
}
