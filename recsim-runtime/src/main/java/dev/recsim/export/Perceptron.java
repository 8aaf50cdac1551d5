package dev.recsim.export;

import dev.recsim.api.Weights;
import dev.recsim.api.Weights.Tensor;
import dev.recsim.export.OnnxGraph.Edge;

/**
 * The layers of a network in a graph. The first layer is a sum over parts of its input, so a part
 * that several rows share is computed once.
 */
public final class Perceptron {
  private final OnnxGraph graph;
  private final Weights weights;
  private final String prefix;
  private final Tensor first;

  /**
   * @param name of the network among the weights
   * @throws IllegalArgumentException if there is no such network
   */
  Perceptron(OnnxGraph graph, Weights weights, String name) {
    this.graph = graph;
    this.weights = weights;
    this.prefix = name.isEmpty() ? "" : name + ".";
    this.first = weights.tensors().get(prefix + "0.weight");
    if (first == null) {
      throw new IllegalArgumentException("there is no network \"" + name + "\"");
    }
  }

  /** Number of units of the first layer. */
  int units() {
    return first.shape()[0];
  }

  /** The weights of the inputs {@code from} .. {@code from + count - 1}, [count, units]. */
  public Edge rows(int from, int count) {
    int inputs = first.shape()[1];
    float[] rows = new float[count * units()];
    for (int i = 0; i < count; i++) {
      for (int unit = 0; unit < units(); unit++) {
        rows[i * units() + unit] = first.data()[unit * inputs + from + i];
      }
    }
    return graph.floats(rows, count, units());
  }

  /**
   * The outputs of the network, [.., outputs].
   *
   * @param parts products of parts of the input with their {@link #rows}, [.., units]
   */
  public Edge outputs(Edge... parts) {
    Edge bias = bias(0);
    Edge sum = parts.length == 0 ? bias : graph.sum(graph.sum(parts), bias);
    for (int layer = 1; weights.tensors().containsKey(prefix + layer + ".weight"); layer++) {
      Edge product = graph.node("MatMul", graph.node("Relu", sum), transposed(layer));
      sum = graph.sum(product, bias(layer));
    }
    return sum;
  }

  private Edge bias(int layer) {
    Tensor bias = weights.tensors().get(prefix + layer + ".bias");
    return graph.floats(bias.data(), bias.shape());
  }

  private Edge transposed(int layer) {
    return PolicyGraph.transposed(graph, weights.tensors().get(prefix + layer + ".weight"));
  }
}
