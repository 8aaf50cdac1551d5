package dev.recsim.dl4j;

import dev.recsim.api.Weights.Tensor;
import dev.recsim.learn.Adam;
import dev.recsim.learn.Layout;
import dev.recsim.learn.Network;
import dev.recsim.learn.Trainable;
import dev.recsim.learn.Variables;
import java.util.Arrays;
import java.util.SortedMap;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A network computed by DeepLearning4J in single precision; copies between the heap and ND4J. */
final class Dl4jNetwork implements Network {
  private final Layout layout;
  private final Dl4jModel model;
  private final float[] parameters;
  private final Variables variables;
  private int rows;
  private final Adam adam = new Adam();
  private float[] host = new float[0];

  Dl4jNetwork(Layout layout, SortedMap<String, Tensor> tensors) {
    this.layout = layout;
    parameters = FlatTensors.flatten(layout, tensors);
    variables = new Variables(parameters);
    model = new Dl4jModel(layout, parameters, DataType.FLOAT);
  }

  @Override
  public Layout layout() {
    return layout;
  }

  @Override
  public void forward(int[] categories, float[] dense, int rows, float[] outputs) {
    this.rows = rows;
    int width = layout.inputs(0);
    float[] input = host(rows * width);
    if (layout.categories() > 0) {
      Arrays.fill(input, 0, rows * width, 0);
      for (int i = 0; i < rows; i++) {
        input[i * width + categories[i]] = 1;
      }
    }
    for (int i = 0; layout.dense() > 0 && i < rows; i++) {
      int start = i * width + layout.categories();
      System.arraycopy(dense, i * layout.dense(), input, start, layout.dense());
    }
    copy(model.forward(array(input, width)), 0, outputs);
  }

  @Override
  public void backward(float[] outputGradients, float[] denseGradients, boolean learning) {
    try (INDArray epsilon = array(outputGradients, layout.outputs());
        INDArray inputGradients = model.backward(epsilon)) {
      if (denseGradients != null) {
        copy(inputGradients, layout.categories(), denseGradients);
      }
    }
    if (learning) {
      float[] gradients = variables.gradients()[0];
      float[] latest = host(gradients.length);
      pointer(model.gradients()).get(latest, 0, gradients.length);
      for (int i = 0; i < gradients.length; i++) {
        gradients[i] += latest[i];
      }
    }
  }

  @Override
  public double squaredGradients() {
    return variables.squaredGradients();
  }

  /** On the heap: ND4J's own operation takes several times as long and follows another rule. */
  @Override
  public void step(double learningRate, float factor) {
    pointer(model.parameters()).get(parameters);
    adam.next(learningRate, factor);
    variables.step(adam);
    pointer(model.parameters()).put(parameters);
  }

  @Override
  public void follow(Trainable source, double tau) {
    if (!(source instanceof Dl4jNetwork other) || !other.layout.equals(layout)) {
      throw new IllegalArgumentException("cannot follow a network of another engine or layout");
    }
    model.follow(other.model, tau);
  }

  @Override
  public SortedMap<String, Tensor> tensors() {
    return FlatTensors.split(layout, model.parameters().toFloatVector());
  }

  @Override
  public void load(SortedMap<String, Tensor> tensors) {
    float[] flat = FlatTensors.flatten(layout, tensors);
    pointer(model.parameters()).put(flat, 0, flat.length);
  }

  @Override
  public void close() {
    model.close();
  }

  /** [rows x width] of row-major values. */
  private INDArray array(float[] values, int width) {
    INDArray array = Nd4j.createUninitialized(DataType.FLOAT, new long[] {rows, width}, 'c');
    pointer(array).put(values, 0, rows * width);
    return array;
  }

  /** Copies the columns from the given one on to row-major values. */
  private void copy(INDArray array, int firstColumn, float[] values) {
    int columns = array.columns() - firstColumn;
    int rowStride = array.stride(0);
    int columnStride = array.stride(1);
    float[] all = host((int) array.length());
    pointer(array).get(all, 0, (int) array.length());
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        values[i * columns + j] = all[i * rowStride + (firstColumn + j) * columnStride];
      }
    }
  }

  private float[] host(int size) {
    if (host.length < size) {
      host = new float[size];
    }
    return host;
  }

  private static FloatPointer pointer(INDArray array) {
    return (FloatPointer) array.data().addressPointer();
  }
}
