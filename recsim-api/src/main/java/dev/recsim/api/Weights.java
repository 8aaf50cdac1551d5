package dev.recsim.api;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The parameters of a learned policy by name, sorted by name.
 *
 * @param tensors tensors by name, for example {@code actor.0.weight}
 */
public record Weights(SortedMap<String, Tensor> tensors) {
  /**
   * Creates weights.
   *
   * @param tensors tensors by name; the map is copied
   */
  public Weights {
    tensors = Collections.unmodifiableSortedMap(new TreeMap<>(tensors));
  }

  /**
   * {@return weights with these tensors}
   *
   * @param tensors tensors by name; the map is copied
   */
  public static Weights of(Map<String, Tensor> tensors) {
    return new Weights(new TreeMap<>(tensors));
  }

  /**
   * {@return the tensor of this name}
   *
   * @param name name of the tensor
   * @param shape the shape it must have
   * @throws IllegalArgumentException if there is no tensor of this name, or it has another shape
   */
  public Tensor get(String name, int... shape) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("no tensor " + name + ", there are " + tensors.keySet());
    }
    if (!java.util.Arrays.equals(tensor.shape(), shape)) {
      throw new IllegalArgumentException(
          "tensor %s has shape %s, not %s"
              .formatted(
                  name,
                  java.util.Arrays.toString(tensor.shape()),
                  java.util.Arrays.toString(shape)));
    }
    return tensor;
  }

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
            "shape %s needs %s values, not %s"
                .formatted(Arrays.toString(shape), size, data.length));
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
}
