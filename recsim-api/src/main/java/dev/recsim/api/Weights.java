package dev.recsim.api;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The parameters of a learned policy, by name, in the order of the names.
 *
 * @param tensors name (for instance {@code actor.0.weight}) to values
 */
public record Weights(SortedMap<String, Tensor> tensors) {
  /**
   * Copies the map.
   *
   * @param tensors name to values; copied
   */
  public Weights {
    tensors = Collections.unmodifiableSortedMap(new TreeMap<>(tensors));
  }

  /**
   * {@return weights of these tensors}
   *
   * @param tensors name to values; copied
   */
  public static Weights of(Map<String, Tensor> tensors) {
    return new Weights(new TreeMap<>(tensors));
  }

  /**
   * {@return the tensor of this name and shape}
   *
   * @param name name of the tensor
   * @param shape the shape it must have
   * @throws IllegalArgumentException if there is none of this name, or it has another shape
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
}
