package dev.recsim.learn;

import dev.recsim.api.Weights;
import dev.recsim.api.Weights.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Sizes of a multilayer perceptron. An input row is one-hot(category) followed by dense features.
 * Hidden layers have ReLU, the output layer is linear.
 *
 * @param categories length of the one-hot part; 0 for none
 * @param dense number of dense features
 * @param hidden widths of the hidden layers, at least one
 * @param outputs number of outputs
 */
public record Layout(int categories, int dense, List<Integer> hidden, int outputs) {
  public Layout {
    hidden = List.copyOf(hidden);
  }

  /** Number of dense layers, the linear output layer included. */
  public int layers() {
    return hidden.size() + 1;
  }

  /** Number of inputs of layer {@code i}. */
  public int inputs(int i) {
    return i == 0 ? categories + dense : hidden.get(i - 1);
  }

  /** Number of outputs of layer {@code i}. */
  public int outputs(int i) {
    return i == hidden.size() ? outputs : hidden.get(i);
  }

  /** The shapes of the tensors by name, layer by layer, see {@link Network}. */
  public Map<String, int[]> shapes() {
    Map<String, int[]> shapes = new LinkedHashMap<>();
    for (int i = 0; i < layers(); i++) {
      shapes.put(i + ".weight", new int[] {outputs(i), inputs(i)});
      shapes.put(i + ".bias", new int[] {outputs(i)});
    }
    return shapes;
  }

  /**
   * Checks that these are the tensors of a network.
   *
   * @throws IllegalArgumentException if a tensor is missing, has another shape or is not expected
   */
  public void check(SortedMap<String, Tensor> tensors) {
    Map<String, int[]> shapes = shapes();
    if (tensors.size() != shapes.size()) {
      throw new IllegalArgumentException(
          "%s layers have %s tensors, but there are %s"
              .formatted(layers(), shapes.size(), tensors.keySet()));
    }
    shapes.forEach(new Weights(tensors)::get);
  }
}
