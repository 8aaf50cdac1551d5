package dev.recsim.nn;

import dev.recsim.api.Weights.Tensor;
import dev.recsim.learn.AdamStep;
import dev.recsim.learn.Layout;
import dev.recsim.learn.Network;
import dev.recsim.learn.Trainable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** A multilayer perceptron on plain arrays with explicit gradients. */
final class JavaNetwork implements Network {
  private final Layout layout;
  private final InputLayer input;
  private final HiddenLayer[] hidden;
  private final OutputLayer output;
  private final List<Layer> layers = new ArrayList<>();

  /** Units of all layers except the last. */
  private final Units[] units;

  private int rows;
  private long steps;

  JavaNetwork(Layout layout, SortedMap<String, Tensor> tensors) {
    this.layout = layout;
    this.units = layout.hidden().stream().map(Units::new).toArray(Units[]::new);
    this.input = new InputLayer(layout.categories(), layout.dense(), layout.outputs(0));
    this.hidden = new HiddenLayer[units.length - 1];
    Arrays.setAll(hidden, i -> new HiddenLayer(layout.inputs(i + 1), layout.outputs(i + 1)));
    this.output = new OutputLayer(layout.inputs(units.length), layout.outputs());
    layers.add(input);
    layers.addAll(List.of(hidden));
    layers.add(output);
    load(tensors);
  }

  @Override
  public Layout layout() {
    return layout;
  }

  @Override
  public void forward(int[] categories, float[] dense, int rowCount, float[] outputs) {
    rows = rowCount;
    for (Units layer : units) {
      layer.ensure(rows);
    }
    input.forward(categories, dense, rows, units[0]);
    for (int i = 0; i < hidden.length; i++) {
      hidden[i].forward(units[i], rows, units[i + 1]);
    }
    output.forward(units[hidden.length], rows, outputs);
  }

  @Override
  public void backward(float[] outputGradients, float[] denseGradients, boolean learning) {
    Units below = units[hidden.length];
    if (learning) {
      output.backward(below, outputGradients, rows);
    }
    output.inputGradients(below, outputGradients, rows);
    for (int i = hidden.length - 1; i >= 0; i--) {
      if (learning) {
        hidden[i].backward(units[i], units[i + 1], rows);
      }
      hidden[i].inputGradients(units[i], units[i + 1], rows);
    }
    if (learning) {
      input.backward(units[0], rows);
    }
    if (denseGradients != null) {
      input.inputGradients(units[0], rows, denseGradients);
    }
  }

  @Override
  public void step(double learningRate) {
    AdamStep step = AdamStep.of(learningRate, ++steps);
    layers.forEach(layer -> layer.step(step));
  }

  @Override
  public void follow(Trainable source, double tau) {
    // The same instance first: this is called at every gradient step.
    if (!(source instanceof JavaNetwork other)
        || (other.layout != layout && !other.layout.equals(layout))) {
      throw new IllegalArgumentException("can only follow a network of engine java and " + layout);
    }
    for (int i = 0; i < layers.size(); i++) {
      layers.get(i).follow(other.layers.get(i), (float) (1 - tau), (float) tau);
    }
  }

  @Override
  public SortedMap<String, Tensor> tensors() {
    return collect(Layer::values);
  }

  /** A copy of the parameters' gradients, named and shaped as the parameters. */
  SortedMap<String, Tensor> gradients() {
    return collect(Layer::gradients);
  }

  private SortedMap<String, Tensor> collect(Function<Layer, float[][]> part) {
    SortedMap<String, Tensor> tensors = new TreeMap<>();
    layout
        .shapes()
        .forEach((name, shape) -> tensors.put(name, new Tensor(shape, new float[size(shape)])));
    copy(part, tensors, false);
    return tensors;
  }

  private static int size(int[] shape) {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  @Override
  public void load(SortedMap<String, Tensor> tensors) {
    layout.check(tensors);
    copy(Layer::values, tensors, true);
    layers.forEach(layer -> layer.stale = true);
  }

  /** Copies all numbers to or from tensors, whose weights are [outputs, inputs]. */
  private void copy(
      Function<Layer, float[][]> part, SortedMap<String, Tensor> tensors, boolean from) {
    for (int l = 0; l < layers.size(); l++) {
      boolean last = layers.get(l) == output;
      float[][] rows = part.apply(layers.get(l));
      float[] weights = tensors.get(l + ".weight").data();
      float[] bias = tensors.get(l + ".bias").data();
      for (int at = 0; at < weights.length; at++) {
        int o = at / layout.inputs(l);
        int i = at % layout.inputs(l);
        copy(last ? rows[o] : rows[i], last ? i : o, weights, at, from);
      }
      for (int o = 0; o < bias.length; o++) {
        copy(rows[rows.length - 1], o, bias, o, from);
      }
    }
  }

  private static void copy(float[] row, int i, float[] tensor, int at, boolean from) {
    if (from) {
      row[i] = tensor[at];
    } else {
      tensor[at] = row[i];
    }
  }
}
