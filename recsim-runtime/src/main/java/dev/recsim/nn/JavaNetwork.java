package dev.recsim.nn;

import dev.recsim.api.Tensor;
import dev.recsim.learn.AdamStep;
import dev.recsim.learn.Layout;
import dev.recsim.learn.Network;
import dev.recsim.learn.Trainable;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.function.Function;

/** A multilayer perceptron on plain arrays with explicit gradients. */
final class JavaNetwork implements Network {
  private final Layout layout;
  private final InputLayer input;
  private final HiddenLayer[] hidden;
  private final OutputLayer output;

  /** Units of all layers except the last. */
  private final Units[] units;

  private int rows;
  private long steps;

  JavaNetwork(Layout layout, SortedMap<String, Tensor> tensors) {
    this.layout = layout;
    this.units = layout.hidden().stream().map(Units::new).toArray(Units[]::new);
    this.input = new InputLayer(layout.categories(), layout.dense(), layout.outputs(0));
    this.hidden = new HiddenLayer[units.length - 1];
    for (int i = 0; i < hidden.length; i++) {
      hidden[i] = new HiddenLayer(layout.inputs(i + 1), layout.outputs(i + 1));
    }
    this.output = new OutputLayer(layout.inputs(units.length), layout.outputs());
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
  public void backward(float[] outputGradients, float[] denseGradients) {
    output.backward(units[hidden.length], outputGradients, rows);
    output.inputGradients(units[hidden.length], outputGradients, rows);
    for (int i = hidden.length - 1; i >= 0; i--) {
      hidden[i].backward(units[i], units[i + 1], rows);
      hidden[i].inputGradients(units[i], units[i + 1], rows);
    }
    input.backward(units[0], rows);
    if (denseGradients != null) {
      input.inputGradients(units[0], rows, denseGradients);
    }
  }

  @Override
  public void inputGradients(float[] outputGradients, float[] denseGradients) {
    output.inputGradients(units[hidden.length], outputGradients, rows);
    for (int i = hidden.length - 1; i >= 0; i--) {
      hidden[i].inputGradients(units[i], units[i + 1], rows);
    }
    input.inputGradients(units[0], rows, denseGradients);
  }

  @Override
  public void step(double learningRate) {
    AdamStep step = AdamStep.of(learningRate, ++steps);
    input.parameters().step(step);
    for (HiddenLayer layer : hidden) {
      layer.parameters().step(step);
      layer.changed();
    }
    output.weights().step(step);
    output.bias().step(step);
  }

  @Override
  public void follow(Trainable source, double tau) {
    // The same instance first: this is called at every gradient step.
    if (!(source instanceof JavaNetwork other)
        || (other.layout != layout && !other.layout.equals(layout))) {
      throw new IllegalArgumentException("can only follow a network of engine java and " + layout);
    }
    float keep = (float) (1 - tau);
    float take = (float) tau;
    input.parameters().follow(other.input.parameters(), keep, take);
    for (int i = 0; i < hidden.length; i++) {
      hidden[i].parameters().follow(other.hidden[i].parameters(), keep, take);
      hidden[i].changed();
    }
    output.weights().follow(other.output.weights(), keep, take);
    output.bias().follow(other.output.bias(), keep, take);
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
    float[] flat = new float[FlatTensors.size(layout)];
    int at = 0;
    for (int layer = 0; layer < layout.layers(); layer++) {
      for (int o = 0; o < layout.outputs(layer); o++) {
        for (int i = 0; i < layout.inputs(layer); i++) {
          flat[at++] = weightRow(part, layer, o, i)[weightColumn(layer, o, i)];
        }
      }
      System.arraycopy(bias(part, layer), 0, flat, at, layout.outputs(layer));
      at += layout.outputs(layer);
    }
    return FlatTensors.split(layout, flat);
  }

  @Override
  public void load(SortedMap<String, Tensor> tensors) {
    float[] flat = FlatTensors.flatten(layout, tensors);
    int at = 0;
    for (int layer = 0; layer < layout.layers(); layer++) {
      for (int o = 0; o < layout.outputs(layer); o++) {
        for (int i = 0; i < layout.inputs(layer); i++) {
          weightRow(Parameters::values, layer, o, i)[weightColumn(layer, o, i)] = flat[at++];
        }
      }
      System.arraycopy(flat, at, bias(Parameters::values, layer), 0, layout.outputs(layer));
      at += layout.outputs(layer);
    }
    Arrays.stream(hidden).forEach(HiddenLayer::changed);
  }

  /** The row with the entry of the weight from input i to output o. */
  private float[] weightRow(Function<Parameters, float[][]> part, int layer, int o, int i) {
    return layer == units.length ? part.apply(output.weights())[o] : part.apply(below(layer))[i];
  }

  private int weightColumn(int layer, int o, int i) {
    return layer == units.length ? i : o;
  }

  private float[] bias(Function<Parameters, float[][]> part, int layer) {
    return layer == units.length
        ? part.apply(output.bias())[0]
        : part.apply(below(layer))[layout.inputs(layer)];
  }

  private Parameters below(int layer) {
    return layer == 0 ? input.parameters() : hidden[layer - 1].parameters();
  }
}
