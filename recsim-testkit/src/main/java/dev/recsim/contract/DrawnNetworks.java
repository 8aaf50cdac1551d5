package dev.recsim.contract;

import dev.recsim.api.Weights.Tensor;
import dev.recsim.learn.Layout;
import dev.recsim.random.RandomKey;
import java.util.SortedMap;
import java.util.TreeMap;

/** Random weights and batches for tests of networks. */
public final class DrawnNetworks {
  private DrawnNetworks() {}

  /** Normal weights, scaled to preserve the size of activations, and small normal biases. */
  public static SortedMap<String, Tensor> weights(Layout layout, RandomKey key) {
    SortedMap<String, Tensor> tensors = new TreeMap<>();
    for (int l = 0; l < layout.layers(); l++) {
      int inputs = l == 0 ? Math.min(layout.inputs(0), layout.dense() + 1) : layout.inputs(l);
      int outputs = layout.outputs(l);
      float[] weight = gaussians(key.child(l), outputs * layout.inputs(l), Math.sqrt(2. / inputs));
      tensors.put(l + ".weight", Tensor.matrix(outputs, layout.inputs(l), weight));
      tensors.put(l + ".bias", Tensor.vector(gaussians(key.child(-1 - l), outputs, .1)));
    }
    return tensors;
  }

  public static float[] gaussians(RandomKey key, int size, double deviation) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (deviation * key.gaussian(i));
    }
    return values;
  }

  public static int[] categories(RandomKey key, Layout layout, int rows) {
    int[] categories = new int[rows];
    for (int i = 0; i < rows; i++) {
      categories[i] = layout.categories() > 0 ? key.below(i, layout.categories()) : 0;
    }
    return categories;
  }
}
