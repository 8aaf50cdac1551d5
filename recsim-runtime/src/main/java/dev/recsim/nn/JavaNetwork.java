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

  /** Units of all layers except the last. */
  private final Units[] units;

  private final InputLayer input;
  private final HiddenLayer[] hidden;
  private final OutputLayer output;
  final List<Layer> layers = new ArrayList<>();

  /** The parameters of all layers in rows. */
  private final float[][] values;

  /** Gradients and Adam moments; empty until the network is trained. */
  private float[][] gradients = {};

  private float[][] first = {};
  private float[][] second = {};
  private final Adam adam = new Adam();
  private int rows;

  /** Whether parameters have changed since hidden layers transposed theirs. */
  private boolean changed;

  JavaNetwork(Layout layout, SortedMap<String, Tensor> tensors) {
    this.layout = layout;
    this.units = layout.hidden().stream().map(Units::new).toArray(Units[]::new);
    this.input = new InputLayer(layout.categories(), layout.dense(), units[0]);
    this.hidden = new HiddenLayer[units.length - 1];
    Arrays.setAll(hidden, i -> new HiddenLayer(units[i], units[i + 1]));
    this.output = new OutputLayer(units[hidden.length], layout.outputs());
    layers.add(input);
    layers.addAll(List.of(hidden));
    layers.add(output);
    this.values = rows(layer -> layer.values);
    load(tensors);
  }

  private float[][] rows(Function<Layer, float[][]> part) {
    return layers.stream().map(part).flatMap(Arrays::stream).toArray(float[][]::new);
  }

  private static float[][] zeros(float[][] like) {
    return Arrays.stream(like).map(row -> new float[row.length]).toArray(float[][]::new);
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
    input.forward(categories, dense, rows);
    for (HiddenLayer layer : hidden) {
      layer.forward(rows);
    }
    output.forward(rows, outputs);
  }

  @Override
  public void backward(float[] outputGradients, float[] denseGradients, boolean learning) {
    if (learning && gradients.length == 0) {
      layers.forEach(layer -> layer.gradients = zeros(layer.values));
      gradients = rows(layer -> layer.gradients);
      first = zeros(values);
      second = zeros(values);
    }
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
    for (float[] row : gradients) {
      for (float each : row) {
        sum += each * each;
      }
    }
    return sum;
  }

  @Override
  public void step(double learningRate, float factor) {
    adam.next(learningRate, factor);
    for (int i = 0; i < gradients.length; i++) {
      adam.apply(values[i], gradients[i], first[i], second[i], 0, values[i].length);
    }
    changed = true;
  }

  @Override
  public void follow(Trainable source, double tau) {
    if (!(source instanceof JavaNetwork other) || !other.layout.equals(layout)) {
      throw new IllegalArgumentException("can only follow a network of engine java and " + layout);
    }
    float keep = (float) (1 - tau);
    float take = (float) tau;
    for (int i = 0; i < values.length; i++) {
      float[] p = values[i];
      float[] q = other.values[i];
      for (int k = 0; k < p.length; k++) {
        p[k] = keep * p[k] + take * q[k];
      }
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
