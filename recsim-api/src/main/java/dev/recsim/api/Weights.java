package dev.recsim.api;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;

/**
 * The parameters of a learned policy by name, sorted by name.
 *
 * @param tensors tensors by name, for example {@code actor.0.weight}
 * @param files contents by path of the files in which a program keeps its policy; empty for all
 *     other policies
 */
public record Weights(SortedMap<String, Tensor> tensors, SortedMap<String, byte[]> files) {
  /**
   * Creates weights.
   *
   * @param tensors tensors by name; the map is copied
   * @param files contents by path; the map is copied
   */
  public Weights {
    tensors = Collections.unmodifiableSortedMap(new TreeMap<>(tensors));
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /**
   * Creates weights without files.
   *
   * @param tensors tensors by name; the map is copied
   */
  public Weights(SortedMap<String, Tensor> tensors) {
    this(tensors, Collections.emptySortedMap());
  }

  /**
   * {@return weights with these tensors}
   *
   * @param tensors tensors by name; the map is copied
   */
  public static Weights of(Map<String, Tensor> tensors) {
    return new Weights(new TreeMap<>(tensors));
  }

  /** Compares the contents of the files. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Weights weights
        && tensors.equals(weights.tensors)
        && contents().equals(weights.contents());
  }

  @Override
  public int hashCode() {
    return 31 * tensors.hashCode() + contents().hashCode();
  }

  private Map<String, ByteBuffer> contents() {
    Map<String, ByteBuffer> contents = new TreeMap<>();
    files.forEach((path, bytes) -> contents.put(path, ByteBuffer.wrap(bytes)));
    return contents;
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
}
