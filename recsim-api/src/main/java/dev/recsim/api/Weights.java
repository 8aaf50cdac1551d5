package dev.recsim.api;

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
}
