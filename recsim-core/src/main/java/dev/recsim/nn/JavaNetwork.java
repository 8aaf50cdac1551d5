package dev.recsim.nn;

import dev.recsim.api.Weights.Tensor;
import dev.recsim.learn.Adam;
import dev.recsim.learn.Layout;
import dev.recsim.learn.Network;
import dev.recsim.learn.Trainable;
import dev.recsim.learn.Variables;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;

/** A multilayer perceptron on plain arrays with explicit gradients. */
final class JavaNetwork implements Network {
  private final Layout layout;
  private final InputLayer input;
  private final HiddenLayer[] hidden;
  private final OutputLayer output;
  final List<Variables> layers = new ArrayList<>();

  private final Adam adam = new Adam();

  /** Not a loop: the JIT would compile Adam into the caller, where it takes a third more time. */
  private final Consumer<Variables> stepping = layer -> layer.step(adam);

  private int rows;

  /** Whether parameters have changed since hidden layers transposed theirs. */
  private boolean changed;

  JavaNetwork(Layout layout, SortedMap<String, Tensor> tensors) {
    this.layout = layout;
    this.input = new InputLayer(layout.categories(), layout.dense(), layout.outputs(0));
    RectifiedLayer below = input;
    this.hidden = new HiddenLayer[layout.hidden().size() - 1];
    for (int i = 0; i < hidden.length; i++) {
      hidden[i] = new HiddenLayer(below, layout.outputs(i + 1));
      below = hidden[i];
    }
    this.output = new OutputLayer(below, layout.outputs());
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
    input.forward(categories, dense, rows);
    for (HiddenLayer layer : hidden) {
      layer.forward(rows);
    }
    output.forward(rows, outputs);
  }

  @Override
  public void backward(float[] outputGradients, float[] denseGradients, boolean learning) {
    output.backward(rows, outputGradients, learning);
    for (int i = hidden.length - 1; i >= 0; i--) {
      hidden[i].backward(rows, learning, changed);
    }
    changed = false;
    input.backward(rows, denseGradients, learning);
  }

  @Override
  public double squaredGradients() {
    double sum = 0;
    for (Variables layer : layers) {
      sum += layer.squaredGradients();
    }
    return sum;
  }

  @Override
  public void step(double learningRate, float factor) {
    adam.next(learningRate, factor);
    layers.forEach(stepping);
    changed = true;
  }

  @Override
  public void follow(Trainable source, double tau) {
    if (!(source instanceof JavaNetwork other) || !other.layout.equals(layout)) {
      throw new IllegalArgumentException("can only follow a network of engine java and " + layout);
    }
    for (int i = 0; i < layers.size(); i++) {
      layers.get(i).follow(other.layers.get(i), tau);
    }
    changed = true;
  }

  @Override
  public SortedMap<String, Tensor> tensors() {
    SortedMap<String, Tensor> tensors = new TreeMap<>();
    for (int l = 0; l < layers.size(); l++) {
      float[][] rows = layers.get(l).values;
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
    }
    changed = true;
  }
}
