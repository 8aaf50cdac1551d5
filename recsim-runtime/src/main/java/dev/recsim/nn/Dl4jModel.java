package dev.recsim.nn;

import dev.recsim.learn.Layout;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.updaters.AdamUpdater;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A DeepLearning4J network with its gradients and its Adam state, in terms of ND4J's arrays and of
 * any floating-point type.
 */
final class Dl4jModel {
  private static final double BETA_1 = .9;
  private static final double BETA_2 = .999;
  private static final double EPSILON = 1e-8;

  private final MultiLayerNetwork network;
  private final INDArray parameters;
  private final INDArray gradients;
  private final INDArray mean;
  private final INDArray variance;
  private boolean accumulated;
  private int steps;

  Dl4jModel(Layout layout, float[] parameters, DataType type) {
    network = network(layout, parameters, type);
    this.parameters = network.params();
    gradients = this.parameters.ulike().assign(0);
    mean = gradients.dup();
    variance = gradients.dup();
  }

  /** A network of this layout with these parameters, in the order of {@link FlatTensors}. */
  static MultiLayerNetwork network(Layout layout, float[] parameters, DataType type) {
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .dataType(type)
            .trainingWorkspaceMode(WorkspaceMode.ENABLED)
            .inferenceWorkspaceMode(WorkspaceMode.ENABLED)
            .list();
    for (int i = 0; i < layout.layers(); i++) {
      boolean last = i == layout.layers() - 1;
      layers.layer(
          new DenseLayer.Builder()
              .nIn(layout.inputs(i))
              .nOut(layout.outputs(i))
              .activation(last ? Activation.IDENTITY : Activation.RELU)
              .build());
    }
    MultiLayerConfiguration configuration = layers.build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    // Parameters that are handed over keep ND4J's global generator out of it.
    network.init(
        Nd4j.createFromArray(parameters).castTo(type).reshape(1, parameters.length), false);
    return network;
  }

  /** [rows x outputs] of [rows x inputs]. */
  INDArray forward(INDArray input) {
    network.setInput(input);
    return network.feedForward(true, false).get(network.getnLayers());
  }

  /**
   * Propagates the derivative of a loss by the outputs of the last {@link #forward} back.
   *
   * @param accumulate whether to add to the parameters' gradients
   * @return the derivative by the inputs
   */
  INDArray backward(INDArray outputGradients, boolean accumulate) {
    INDArray inputGradients =
        network.backpropGradient(outputGradients, LayerWorkspaceMgr.noWorkspaces()).getSecond();
    if (accumulate) {
      INDArray latest = network.getFlattenedGradients();
      if (accumulated) {
        add(1, latest, gradients);
      } else {
        gradients.assign(latest);
      }
      accumulated = true;
    }
    return inputGradients;
  }

  /**
   * One step of Adam. ND4J's operation adds epsilon to the root of the variance before the
   * correction of its bias, Network's rule after it: the same, if epsilon is corrected as well.
   */
  void step(double learningRate) {
    if (!accumulated) {
      gradients.assign(0);
    }
    double epsilon = EPSILON * Math.sqrt(1 - StrictMath.pow(BETA_2, steps + 1));
    Nd4j.exec(
        new AdamUpdater(gradients, variance, mean, learningRate, BETA_1, BETA_2, epsilon, steps));
    parameters.subi(gradients);
    accumulated = false;
    steps++;
  }

  /** Moves the parameters towards another model's. */
  void follow(Dl4jModel source, double tau) {
    parameters.muli(1 - tau);
    add(tau, source.parameters, parameters);
  }

  private static void add(double factor, INDArray source, INDArray target) {
    Nd4j.getBlasWrapper().level1().axpy(target.length(), factor, source, target);
  }

  /** All parameters, a vector that the network reads from. */
  INDArray parameters() {
    return parameters;
  }

  /** The accumulated gradients, in the order of the parameters. */
  INDArray gradients() {
    return gradients;
  }
}
