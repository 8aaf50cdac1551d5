package dev.recsim.nn;

import dev.recsim.api.Weights.Tensor;
import dev.recsim.learn.Layout;
import dev.recsim.random.RandomKey;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Compares the gradients of {@link JavaNetwork} with central differences of a quadratic loss. */
final class NetworkGradientCheck {
  private static final int ROWS = 7;
  private static final double STEP = 1e-5;

  private final Layout layout;
  private final SortedMap<String, Tensor> tensors = new TreeMap<>();
  private final int[] categories = new int[ROWS];
  private final float[] dense;
  private final float[] wanted;

  private NetworkGradientCheck(Layout layout, RandomKey key) {
    this.layout = layout;
    for (int l = 0; l < layout.layers(); l++) {
      int size = layout.outputs(l) * layout.inputs(l);
      float[] weights = gaussians(key.child(l).child("weight"), size, .5);
      float[] bias = gaussians(key.child(l).child("bias"), layout.outputs(l), .5);
      tensors.put(l + ".weight", Tensor.matrix(layout.outputs(l), layout.inputs(l), weights));
      tensors.put(l + ".bias", Tensor.vector(bias));
    }
    for (int r = 0; r < ROWS; r++) {
      categories[r] = layout.categories() == 0 ? 0 : key.below(r, layout.categories());
    }
    dense = gaussians(key.child("dense"), ROWS * layout.dense(), 1);
    wanted = gaussians(key.child("wanted"), ROWS * layout.outputs(), 1);
  }

  /** The largest error of a derivative, relative to the derivative or to .001. */
  static double largestError() {
    double largest = 0;
    largest = Math.max(largest, error(new Layout(5, 0, List.of(9, 6), 4)));
    largest = Math.max(largest, error(new Layout(3, 4, List.of(7, 8), 1)));
    largest = Math.max(largest, error(new Layout(0, 6, List.of(5), 3)));
    return Math.max(largest, error(new Layout(4, 3, List.of(6, 5, 8), 2)));
  }

  private static double error(Layout layout) {
    NetworkGradientCheck check = new NetworkGradientCheck(layout, RandomKey.root(42));
    return Math.max(check.parameterError(), check.inputError());
  }

  private double parameterError() {
    JavaNetwork network = new JavaNetwork(layout, tensors);
    network.backward(outputGradients(network), null, true);
    double largest = 0;
    network.layers.forEach(
        layer -> System.arraycopy(layer.gradients(), 0, layer.values, 0, layer.values.length));
    for (var entry : network.tensors().entrySet()) {
      float[] values = tensors.get(entry.getKey()).data();
      for (int i = 0; i < values.length; i++) {
        largest = Math.max(largest, error(entry.getValue().data()[i], values, i));
      }
    }
    return largest;
  }

  private double inputError() {
    JavaNetwork network = new JavaNetwork(layout, tensors);
    float[] gradients = new float[dense.length];
    network.backward(outputGradients(network), gradients, false);
    double largest = 0;
    for (int i = 0; i < dense.length; i++) {
      largest = Math.max(largest, error(gradients[i], dense, i));
    }
    return largest;
  }

  private double error(double gradient, float[] values, int i) {
    float held = values[i];
    values[i] = (float) (held + STEP);
    double above = loss();
    values[i] = (float) (held - STEP);
    double difference = (above - loss()) / (2 * STEP);
    values[i] = held;
    return Math.abs(gradient - difference) / Math.max(Math.abs(difference), 1e-3);
  }

  private double loss() {
    float[] outputs = forward(new JavaNetwork(layout, tensors));
    double sum = 0;
    for (int i = 0; i < outputs.length; i++) {
      sum += (outputs[i] - wanted[i]) * (outputs[i] - wanted[i]) / 2;
    }
    return sum;
  }

  private float[] outputGradients(JavaNetwork network) {
    float[] outputs = forward(network);
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] -= wanted[i];
    }
    return outputs;
  }

  private float[] forward(JavaNetwork network) {
    float[] outputs = new float[ROWS * layout.outputs()];
    network.forward(categories, dense, ROWS, outputs);
    return outputs;
  }

  private static float[] gaussians(RandomKey key, int count, double deviation) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (deviation * key.gaussian(i));
    }
    return values;
  }
}
