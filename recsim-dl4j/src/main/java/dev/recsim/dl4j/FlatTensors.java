package dev.recsim.dl4j;

import dev.recsim.api.Weights.Tensor;
import dev.recsim.learn.Layout;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A network's parameters as one flat vector: layer by layer, weights [outputs, inputs] then biases.
 * This is DeepLearning4J's order: it keeps weights as [inputs, outputs] by columns, which is the
 * same sequence as PyTorch's [outputs, inputs] by rows: nothing is transposed.
 */
final class FlatTensors {
  private FlatTensors() {}

  private static int size(Layout layout) {
    return layout.shapes().values().stream().mapToInt(FlatTensors::size).sum();
  }

  private static int size(int[] shape) {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  /**
   * The tensors as one vector.
   *
   * @throws IllegalArgumentException if a tensor is missing, has another shape or is not expected
   */
  static float[] flatten(Layout layout, SortedMap<String, Tensor> tensors) {
    layout.check(tensors);
    float[] flat = new float[size(layout)];
    int offset = 0;
    for (Map.Entry<String, int[]> part : layout.shapes().entrySet()) {
      float[] data = tensors.get(part.getKey()).data();
      System.arraycopy(data, 0, flat, offset, data.length);
      offset += data.length;
    }
    return flat;
  }

  /** The vector as tensors. */
  static SortedMap<String, Tensor> split(Layout layout, float[] flat) {
    SortedMap<String, Tensor> tensors = new TreeMap<>();
    int offset = 0;
    for (Map.Entry<String, int[]> part : layout.shapes().entrySet()) {
      int end = offset + size(part.getValue());
      float[] data = Arrays.copyOfRange(flat, offset, end);
      tensors.put(part.getKey(), new Tensor(part.getValue(), data));
      offset = end;
    }
    return tensors;
  }
}
