package dev.recsim.nn;

import dev.recsim.api.Tensor;
import dev.recsim.api.Weights;
import dev.recsim.learn.Layout;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A network's parameters as one flat vector: layer by layer, weights [outputs, inputs] then biases.
 * It is DeepLearning4J's order too: DeepLearning4J keeps weights as [inputs, outputs] by columns,
 * which is the same sequence as PyTorch's [outputs, inputs] by rows: nothing is transposed.
 */
public final class FlatTensors {
  private FlatTensors() {}

  /** Number of parameters. */
  public static int size(Layout layout) {
    int size = 0;
    for (int i = 0; i < layout.layers(); i++) {
      size += layout.outputs(i) * (layout.inputs(i) + 1);
    }
    return size;
  }

  /**
   * The tensors as one vector.
   *
   * @throws IllegalArgumentException if a tensor is missing, has another shape or is not expected
   */
  public static float[] flatten(Layout layout, SortedMap<String, Tensor> tensors) {
    if (tensors.size() != 2 * layout.layers()) {
      throw new IllegalArgumentException(
          "%s layers have %s tensors, but there are %s"
              .formatted(layout.layers(), 2 * layout.layers(), tensors.keySet()));
    }
    Weights weights = new Weights(tensors);
    float[] flat = new float[size(layout)];
    int offset = 0;
    for (int i = 0; i < layout.layers(); i++) {
      int outputs = layout.outputs(i);
      offset = append(weights.get(i + ".weight", outputs, layout.inputs(i)), flat, offset);
      offset = append(weights.get(i + ".bias", outputs), flat, offset);
    }
    return flat;
  }

  private static int append(Tensor tensor, float[] flat, int offset) {
    System.arraycopy(tensor.data(), 0, flat, offset, tensor.data().length);
    return offset + tensor.data().length;
  }

  /** The vector as tensors. */
  public static SortedMap<String, Tensor> split(Layout layout, float[] flat) {
    SortedMap<String, Tensor> tensors = new TreeMap<>();
    int offset = 0;
    for (int i = 0; i < layout.layers(); i++) {
      int outputs = layout.outputs(i);
      int inputs = layout.inputs(i);
      int bias = offset + outputs * inputs;
      tensors.put(
          i + ".weight", Tensor.matrix(outputs, inputs, Arrays.copyOfRange(flat, offset, bias)));
      offset = bias + outputs;
      tensors.put(i + ".bias", Tensor.vector(Arrays.copyOfRange(flat, bias, offset)));
    }
    return tensors;
  }
}
