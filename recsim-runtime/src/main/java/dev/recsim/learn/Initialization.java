package dev.recsim.learn;

import dev.recsim.api.Weights.Tensor;
import dev.recsim.random.RandomKey;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;

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
      RandomKey weight = key.child(layer).child("weight");
      RandomKey bias = key.child(layer).child("bias");
      double deviation = Math.sqrt(2.0 / inputs);
      IntToDoubleFunction weights =
          layer < last ? i -> deviation * weight.gaussian(i) : i -> uniform(weight, i);
      IntToDoubleFunction biases = layer < last ? i -> 0 : i -> uniform(bias, i);
      float[] drawn = draw(outputs * inputs, weights);
      tensors.put(layer + ".weight", Tensor.matrix(outputs, inputs, drawn));
      tensors.put(layer + ".bias", Tensor.vector(draw(outputs, biases)));
    }
    return tensors;
  }

  /** Embeddings, N(0, 1). */
  public static Tensor embeddings(int documents, int size, RandomKey key) {
    return Tensor.matrix(documents, size, draw(documents * size, key::gaussian));
  }

  private static double uniform(RandomKey key, int i) {
    return OUTPUT_BOUND * (2 * key.uniform(i) - 1);
  }

  private static float[] draw(int count, IntToDoubleFunction draws) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) draws.applyAsDouble(i);
    }
    return values;
  }
}
