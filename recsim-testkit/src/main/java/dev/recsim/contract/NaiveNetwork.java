package dev.recsim.contract;

import dev.recsim.api.Weights.Tensor;
import dev.recsim.learn.Layout;
import dev.recsim.learn.Network;
import dev.recsim.learn.Trainable;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Implements {@link Network} with simple loops in double precision, as a reference for engines. */
final class NaiveNetwork implements Network {
  private final Layout layout;
  private final double[][][] weights;
  private final double[][] biases;
  private final Adam[] weightSteps;
  private final Adam[] biasSteps;
  private double[][][] inputs;
  private int rows;

  NaiveNetwork(Layout layout, SortedMap<String, Tensor> tensors) {
    this.layout = layout;
    weights = new double[layout.layers()][][];
    biases = new double[layout.layers()][];
    load(tensors);
    weightSteps = new Adam[layout.layers()];
    biasSteps = new Adam[layout.layers()];
    for (int l = 0; l < layout.layers(); l++) {
      weightSteps[l] = new Adam(layout.outputs(l), layout.inputs(l));
      biasSteps[l] = new Adam(1, layout.outputs(l));
    }
  }

  @Override
  public Layout layout() {
    return layout;
  }

  @Override
  public void forward(int[] categories, float[] dense, int rows, float[] outputs) {
    this.rows = rows;
    inputs = new double[layout.layers() + 1][rows][];
    for (int r = 0; r < rows; r++) {
      inputs[0][r] = new double[layout.inputs(0)];
      if (layout.categories() > 0) {
        inputs[0][r][categories[r]] = 1;
      }
      for (int i = 0; i < layout.dense(); i++) {
        inputs[0][r][layout.categories() + i] = dense[r * layout.dense() + i];
      }
      for (int l = 0; l < layout.layers(); l++) {
        inputs[l + 1][r] = layer(l, inputs[l][r]);
      }
      for (int o = 0; o < layout.outputs(); o++) {
        outputs[r * layout.outputs() + o] = (float) inputs[layout.layers()][r][o];
      }
    }
  }

  private double[] layer(int l, double[] input) {
    double[] output = new double[layout.outputs(l)];
    for (int o = 0; o < output.length; o++) {
      output[o] = biases[l][o];
      for (int i = 0; i < input.length; i++) {
        output[o] += weights[l][o][i] * input[i];
      }
      if (l < layout.layers() - 1) {
        output[o] = Math.max(0, output[o]);
      }
    }
    return output;
  }

  @Override
  public void backward(float[] outputGradients, float[] denseGradients, boolean learning) {
    int scale = learning ? 1 : 0;
    for (int r = 0; r < rows; r++) {
      double[] gradient = new double[layout.outputs()];
      for (int o = 0; o < gradient.length; o++) {
        gradient[o] = outputGradients[r * layout.outputs() + o];
      }
      for (int l = layout.layers() - 1; l >= 0; l--) {
        gradient = layerBackward(l, r, gradient, scale);
      }
      for (int i = 0; denseGradients != null && i < layout.dense(); i++) {
        denseGradients[r * layout.dense() + i] = (float) gradient[layout.categories() + i];
      }
    }
  }

  private double[] layerBackward(int l, int r, double[] gradient, int scale) {
    double[] inputGradient = new double[layout.inputs(l)];
    for (int o = 0; o < gradient.length; o++) {
      boolean dead = l < layout.layers() - 1 && inputs[l + 1][r][o] <= 0;
      double g = dead ? 0 : gradient[o];
      biasSteps[l].gradient[0][o] += scale * g;
      for (int i = 0; i < inputGradient.length; i++) {
        weightSteps[l].gradient[o][i] += scale * g * inputs[l][r][i];
        inputGradient[i] += g * weights[l][o][i];
      }
    }
    return inputGradient;
  }

  @Override
  public double squaredGradients() {
    return rows().flatMapToDouble(Arrays::stream).map(it -> it * it).sum();
  }

  private Stream<double[]> rows() {
    return Stream.of(weightSteps, biasSteps)
        .flatMap(Stream::of)
        .flatMap(it -> Stream.of(it.gradient));
  }

  @Override
  public void step(double learningRate, float factor) {
    rows().forEach(row -> Arrays.setAll(row, i -> factor * row[i]));
    for (int l = 0; l < layout.layers(); l++) {
      weightSteps[l].step(weights[l], learningRate);
      biasSteps[l].step(new double[][] {biases[l]}, learningRate);
    }
  }

  @Override
  public void follow(Trainable source, double tau) {
    NaiveNetwork other = (NaiveNetwork) source;
    for (int l = 0; l < layout.layers(); l++) {
      for (int o = 0; o < layout.outputs(l); o++) {
        biases[l][o] = (1 - tau) * biases[l][o] + tau * other.biases[l][o];
        for (int i = 0; i < layout.inputs(l); i++) {
          weights[l][o][i] = (1 - tau) * weights[l][o][i] + tau * other.weights[l][o][i];
        }
      }
    }
  }

  @Override
  public SortedMap<String, Tensor> tensors() {
    SortedMap<String, Tensor> tensors = new TreeMap<>();
    for (int l = 0; l < layout.layers(); l++) {
      int columns = layout.inputs(l);
      float[] weight = new float[layout.outputs(l) * columns];
      float[] bias = new float[layout.outputs(l)];
      for (int o = 0; o < bias.length; o++) {
        bias[o] = (float) biases[l][o];
        for (int i = 0; i < columns; i++) {
          weight[o * columns + i] = (float) weights[l][o][i];
        }
      }
      tensors.put(l + ".weight", Tensor.matrix(bias.length, columns, weight));
      tensors.put(l + ".bias", Tensor.vector(bias));
    }
    return tensors;
  }

  @Override
  public void load(SortedMap<String, Tensor> tensors) {
    for (int l = 0; l < layout.layers(); l++) {
      int columns = layout.inputs(l);
      float[] weight = tensors.get(l + ".weight").data();
      float[] bias = tensors.get(l + ".bias").data();
      weights[l] = new double[layout.outputs(l)][columns];
      biases[l] = new double[layout.outputs(l)];
      for (int o = 0; o < biases[l].length; o++) {
        biases[l][o] = bias[o];
        for (int i = 0; i < columns; i++) {
          weights[l][o][i] = weight[o * columns + i];
        }
      }
    }
  }

  /** Algorithm 1 of Kingma and Ba, arXiv 1412.6980. */
  private static final class Adam {
    final double[][] gradient;
    private final double[][] mean;
    private final double[][] variance;
    private int t;

    Adam(int rows, int columns) {
      gradient = new double[rows][columns];
      mean = new double[rows][columns];
      variance = new double[rows][columns];
    }

    void step(double[][] parameters, double learningRate) {
      t++;
      for (int i = 0; i < gradient.length; i++) {
        for (int j = 0; j < gradient[i].length; j++) {
          double g = gradient[i][j];
          mean[i][j] = .9 * mean[i][j] + .1 * g;
          variance[i][j] = .999 * variance[i][j] + .001 * g * g;
          double m = mean[i][j] / (1 - Math.pow(.9, t));
          double v = variance[i][j] / (1 - Math.pow(.999, t));
          parameters[i][j] -= learningRate * m / (Math.sqrt(v) + 1e-8);
          gradient[i][j] = 0;
        }
      }
    }
  }
}
