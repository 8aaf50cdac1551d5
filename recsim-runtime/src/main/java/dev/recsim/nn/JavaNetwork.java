package dev.recsim.nn;

import dev.recsim.api.Weights.Tensor;
import dev.recsim.learn.Adam;
import dev.recsim.learn.Layout;
import dev.recsim.learn.Network;
import dev.recsim.learn.Trainable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;

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
  private final Adam adam = new Adam();

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
  public double squaredGradients() {
    double sum = 0;
    for (Layer layer : layers) {
      sum += layer.squaredGradients();
    }
    return sum;
  }

  @Override
  public void step(double learningRate, float factor) {
    adam.next(learningRate, factor);
    // Not a loop: the JIT would compile Adam into the caller, where it takes a third more time.
    layers.forEach(layer -> layer.step(adam));
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
    return collect(layer -> layer.values);
  }

  /** A copy of numbers of each layer, such as the gradients, named and shaped as parameters. */
  SortedMap<String, Tensor> collect(Function<Layer, float[][]> part) {
    SortedMap<String, Tensor> tensors = new TreeMap<>();
    for (int l = 0; l < layers.size(); l++) {
      float[][] rows = part.apply(layers.get(l));
      int inputs = layout.inputs(l);
      boolean last = layers.get(l) == output;
      IntToDoubleFunction weight =
          i -> last ? rows[i / inputs][i % inputs] : rows[i % inputs][i / inputs];
      tensors.put(l + ".weight", Tensor.of(weight, layout.outputs(l), inputs));
      tensors.put(l + ".bias", Tensor.vector(rows[rows.length - 1].clone()));
    }
    return tensors;
  }

  @Override
  public void load(SortedMap<String, Tensor> tensors) {
    layout.check(tensors);
    for (int l = 0; l < layers.size(); l++) {
      float[][] rows = layers.get(l).values;
      float[] weights = tensors.get(l + ".weight").data();
      int inputs = layout.inputs(l);
      boolean last = layers.get(l) == output;
      for (int i = 0; i < weights.length; i++) {
        rows[last ? i / inputs : i % inputs][last ? i % inputs : i / inputs] = weights[i];
      }
      float[] bias = tensors.get(l + ".bias").data();
      System.arraycopy(bias, 0, rows[rows.length - 1], 0, bias.length);
      layers.get(l).stale = true;
    }
  }
}
