package dev.recsim.learn;

import dev.recsim.api.Tensor;
import dev.recsim.random.RandomKey;
import java.util.SortedMap;
import java.util.TreeMap;

/** Draws initial parameters, in row-major order. */
public final class Initialization {
  /** Output layers start near zero (Lillicrap et al., arXiv 1509.02971, section 7). */
  private static final double OUTPUT_BOUND = 3e-3;

  private Initialization() {}

  /**
   * Parameters of a network: hidden layers N(0, 2 / inputs) (He et al., arXiv 1502.01852), their
   * biases 0; the output layer and its bias uniform(-3e-3, 3e-3).
   */
  public static SortedMap<String, Tensor> network(Layout layout, RandomKey key) {
    SortedMap<String, Tensor> tensors = new TreeMap<>();
    int last = layout.layers() - 1;
    for (int layer = 0; layer <= last; layer++) {
      int inputs = layout.inputs(layer);
      int outputs = layout.outputs(layer);
      RandomKey draws = key.child(layer);
      float[] weights =
          layer < last
              ? gaussian(outputs * inputs, Math.sqrt(2.0 / inputs), draws.child("weight"))
              : uniform(outputs * inputs, draws.child("weight"));
      float[] bias = layer < last ? new float[outputs] : uniform(outputs, draws.child("bias"));
      tensors.put(layer + ".weight", Tensor.matrix(outputs, inputs, weights));
      tensors.put(layer + ".bias", Tensor.vector(bias));
    }
    return tensors;
  }

  /** Embeddings, N(0, 1). */
  public static Tensor embeddings(int documents, int size, RandomKey key) {
    return Tensor.matrix(documents, size, gaussian(documents * size, 1, key));
  }

  private static float[] gaussian(int count, double deviation, RandomKey key) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (deviation * key.gaussian(i));
    }
    return values;
  }

  private static float[] uniform(int count, RandomKey key) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (OUTPUT_BOUND * (2 * key.uniform(i) - 1));
    }
    return values;
  }
}
