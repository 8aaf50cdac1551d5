package dev.recsim.nn;

import dev.recsim.api.Tensor;
import dev.recsim.learn.AdamStep;
import dev.recsim.learn.Layout;
import dev.recsim.learn.Network;
import dev.recsim.learn.Trainable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** A multilayer perceptron on plain arrays with explicit gradients. */
final class JavaNetwork implements Network {
  private final Layout layout;
  private final InputLayer input;
  private final HiddenLayer[] hidden;
  private final OutputLayer output;

  /** The parameters of the input layer, the hidden layers, the output layer, and its bias. */
  private final List<Parameters> parameters = new ArrayList<>();

  /** Units of all layers except the last. */
  private final Units[] units;

  private int rows;
  private long steps;

  JavaNetwork(Layout layout, SortedMap<String, Tensor> tensors) {
    this.layout = layout;
    this.units = layout.hidden().stream().map(Units::new).toArray(Units[]::new);
    this.input = new InputLayer(layout.categories(), layout.dense(), layout.outputs(0));
    parameters.add(input.parameters());
    this.hidden = new HiddenLayer[units.length - 1];
    for (int i = 0; i < hidden.length; i++) {
      hidden[i] = new HiddenLayer(layout.inputs(i + 1), layout.outputs(i + 1));
      parameters.add(hidden[i].parameters());
    }
    this.output = new OutputLayer(layout.inputs(units.length), layout.outputs());
    parameters.add(output.weights());
    parameters.add(output.bias());
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
    parameters.forEach(part -> part.step(step));
    changed();
  }

  private void changed() {
    for (HiddenLayer layer : hidden) {
      layer.changed();
    }
  }

  @Override
  public void follow(Trainable source, double tau) {
    // The same instance first: this is called at every gradient step.
    if (!(source instanceof JavaNetwork other)
        || (other.layout != layout && !other.layout.equals(layout))) {
      throw new IllegalArgumentException("can only follow a network of engine java and " + layout);
    }
    for (int i = 0; i < parameters.size(); i++) {
      parameters.get(i).follow(other.parameters.get(i), (float) (1 - tau), (float) tau);
    }
    changed();
  }

  @Override
  public SortedMap<String, Tensor> tensors() {
    return collect(Parameters::values);
  }

  /** A copy of the parameters' gradients, named and shaped as the parameters. */
  SortedMap<String, Tensor> gradients() {
    return collect(Parameters::gradients);
  }

  private SortedMap<String, Tensor> collect(Function<Parameters, float[][]> part) {
    SortedMap<String, Tensor> tensors = new TreeMap<>();
    for (Map.Entry<String, int[]> named : layout.shapes().entrySet()) {
      int size = Arrays.stream(named.getValue()).reduce(1, Math::multiplyExact);
      tensors.put(named.getKey(), new Tensor(named.getValue(), new float[size]));
    }
    copy(part, tensors, false);
    return tensors;
  }

  @Override
  public void load(SortedMap<String, Tensor> tensors) {
    layout.check(tensors);
    copy(Parameters::values, tensors, true);
    changed();
  }

  /** Copies all numbers to or from tensors, whose weights are [outputs, inputs]. */
  private void copy(
      Function<Parameters, float[][]> part, SortedMap<String, Tensor> tensors, boolean from) {
    for (int layer = 0; layer < layout.layers(); layer++) {
      boolean last = layer == units.length;
      int inputs = layout.inputs(layer);
      float[][] rows = part.apply(parameters.get(layer));
      float[] bias = last ? part.apply(output.bias())[0] : rows[inputs];
      float[] weights = tensors.get(layer + ".weight").data();
      for (int o = 0; o < layout.outputs(layer); o++) {
        for (int i = 0; i < inputs; i++) {
          copy(last ? rows[o] : rows[i], last ? i : o, weights, o * inputs + i, from);
        }
        copy(bias, o, tensors.get(layer + ".bias").data(), o, from);
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
