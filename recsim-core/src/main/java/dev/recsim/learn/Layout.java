package dev.recsim.learn;

import dev.recsim.api.Weights;
import dev.recsim.api.Weights.Tensor;
import dev.recsim.random.RandomKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

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
  private static final double OUTPUT_BOUND = 3e-3;

  /**
   * Checks the sizes.
   *
   * @param categories length of the one-hot part; 0 for none
   * @param dense number of dense features
   * @param hidden widths of the hidden layers; copied
   * @param outputs number of outputs
   */
  public Layout {
    hidden = List.copyOf(hidden);
  }

  /** Faster at start-up than the derived method of a record, which must be linked first. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Layout layout
        && layout.categories == categories
        && layout.dense == dense
        && layout.hidden.equals(hidden)
        && layout.outputs == outputs;
  }

  /** As {@link #equals}. */
  @Override
  public int hashCode() {
    return 31 * (31 * (31 * categories + dense) + hidden.hashCode()) + outputs;
  }

  /** {@return number of dense layers, the linear output layer included} */
  public int layers() {
    return hidden.size() + 1;
  }

  /**
   * {@return number of inputs of a layer}
   *
   * @param i index of the layer, from 0
   */
  public int inputs(int i) {
    return i == 0 ? categories + dense : hidden.get(i - 1);
  }

  /**
   * {@return number of outputs of a layer}
   *
   * @param i index of the layer, from 0
   */
  public int outputs(int i) {
    return i == hidden.size() ? outputs : hidden.get(i);
  }

  /** {@return the shapes of the tensors by name, layer by layer, see {@link Network}} */
  public Map<String, int[]> shapes() {
    Map<String, int[]> shapes = new LinkedHashMap<>();
    for (int i = 0; i < layers(); i++) {
      shapes.put(i + ".weight", new int[] {outputs(i), inputs(i)});
      shapes.put(i + ".bias", new int[] {outputs(i)});
    }
    return shapes;
  }

  /**
   * Draws initial parameters: of hidden layers N(0, 2 / inputs) (He et al., arXiv 1502.01852),
   * their biases 0; of the output layer uniform(-3e-3, 3e-3), so that outputs start near zero
   * (Lillicrap et al., arXiv 1509.02971, section 7).
   *
   * @param key all randomness
   * @return tensors by name
   */
  public SortedMap<String, Tensor> draw(RandomKey key) {
    SortedMap<String, Tensor> tensors = new TreeMap<>();
    for (int layer = 0; layer < layers(); layer++) {
      RandomKey weight = key.child(layer).child("weight");
      RandomKey bias = key.child(layer).child("bias");
      boolean last = layer == hidden.size();
      double deviation = Math.sqrt(2.0 / inputs(layer));
      tensors.put(
          layer + ".weight",
          Tensor.of(
              i -> last ? nearZero(weight, i) : deviation * weight.gaussian(i),
              outputs(layer),
              inputs(layer)));
      tensors.put(layer + ".bias", Tensor.of(i -> last ? nearZero(bias, i) : 0, outputs(layer)));
    }
    return tensors;
  }

  private static double nearZero(RandomKey key, int i) {
    return OUTPUT_BOUND * (2 * key.uniform(i) - 1);
  }

  /**
   * Checks that these are the tensors of a network.
   *
   * @param tensors tensors by name
   * @throws IllegalArgumentException if a tensor is missing, has another shape or is not expected
   */
  public void check(SortedMap<String, Tensor> tensors) {
    if (tensors.size() > 2 * layers()) {
      throw new IllegalArgumentException(
          "%s has %s tensors, not %s".formatted(this, 2 * layers(), tensors.keySet()));
    }
    shapes().forEach(new Weights(tensors)::get);
  }
}
