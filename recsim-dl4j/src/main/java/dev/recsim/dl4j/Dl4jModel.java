package dev.recsim.dl4j;

import dev.recsim.learn.Layout;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A DeepLearning4J network and its gradients, in terms of ND4J's arrays and of any floating-point
 * type.
 */
final class Dl4jModel {
  private final MultiLayerNetwork network;
  private final INDArray parameters;
  private List<INDArray> activations = List.of();

  Dl4jModel(Layout layout, float[] parameters, DataType type) {
    network = network(layout, parameters, type, ColumnMajorDense::new);
    this.parameters = network.params();
  }

  /** Makes the configuration of a dense layer. */
  @FunctionalInterface
  interface LayerFactory {
    DenseLayer create(int inputs, int outputs, Activation activation);
  }

  /** A network of this layout with these parameters, in the order of {@link FlatTensors}. */
  static MultiLayerNetwork network(
      Layout layout, float[] parameters, DataType type, LayerFactory factory) {
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .dataType(type)
            .trainingWorkspaceMode(WorkspaceMode.ENABLED)
            .inferenceWorkspaceMode(WorkspaceMode.ENABLED)
            .list();
    for (int i = 0; i < layout.layers(); i++) {
      boolean last = i == layout.layers() - 1;
      layers.layer(
          factory.create(
              layout.inputs(i), layout.outputs(i), last ? Activation.IDENTITY : Activation.RELU));
    }
    MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
    // Parameters that are handed over keep ND4J's global generator out of it.
    network.init(
        Nd4j.createFromArray(parameters).castTo(type).reshape(1, parameters.length), false);
    return network;
  }

  /**
   * [rows x outputs] of [rows x inputs]. Both belong to the model, until the next call frees them:
   * what is left to the garbage collector grows to several times the heap.
   */
  INDArray forward(INDArray input) {
    activations.forEach(INDArray::close);
    network.setInput(input);
    activations = network.feedForward(true, false);
    return activations.get(network.getnLayers());
  }

  /**
   * Propagates the derivative of a loss by the outputs of the last {@link #forward} back.
   *
   * @return the derivative by the inputs, for the caller to close
   */
  INDArray backward(INDArray outputGradients) {
    return network.backpropGradient(outputGradients, LayerWorkspaceMgr.noWorkspaces()).getSecond();
  }

  /** The derivative by the parameters that the last {@link #backward} found, in their order. */
  INDArray gradients() {
    return network.getFlattenedGradients();
  }

  /** Moves the parameters towards another model's. */
  void follow(Dl4jModel source, double tau) {
    parameters.muli(1 - tau);
    Nd4j.getBlasWrapper().level1().axpy(parameters.length(), tau, source.parameters, parameters);
  }

  /** All parameters, a vector that the network reads from. */
  INDArray parameters() {
    return parameters;
  }

  /** Frees the arrays; the model is of no use afterwards. */
  void close() {
    activations.forEach(INDArray::close);
    activations = List.of();
    if (parameters.closeable()) {
      parameters.close();
    }
  }
}
