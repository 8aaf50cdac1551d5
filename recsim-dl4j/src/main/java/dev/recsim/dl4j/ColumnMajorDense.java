package dev.recsim.dl4j;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A dense layer that does less than DeepLearning4J's, with the same results: its output is in
 * column order as the matrix product leaves it, where the original copies it into row order; and it
 * keeps the output for the way back, where the original computes it again.
 */
final class ColumnMajorDense extends DenseLayer {
  private static final long serialVersionUID = 1;

  /**
   * @param activation RELU or IDENTITY: a layer whose derivative can be told from its output
   */
  ColumnMajorDense(int inputs, int outputs, Activation activation) {
    setNIn(inputs);
    setNOut(outputs);
    setActivationFn(
        activation == Activation.RELU ? new Relu() : activation.getActivationFunction());
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    Computation layer = new Computation(conf, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(conf, parameters, initialize));
    return layer;
  }

  /** With a derivative by two plain operations; the original's one is several times slower. */
  private static final class Relu extends ActivationReLU {
    private static final long serialVersionUID = 1;

    @Override
    public Pair<INDArray, INDArray> backprop(INDArray output, INDArray gradients) {
      INDArray mask = Nd4j.getExecutioner().exec(new Step(output, output.ulike(), 0));
      return Pair.of(gradients.muli(mask), null);
    }
  }

  private static final class Computation
      extends org.deeplearning4j.nn.layers.feedforward.dense.DenseLayer {
    private static final long serialVersionUID = 1;

    private transient INDArray output;

    Computation(NeuralNetConfiguration conf, DataType type) {
      super(conf, type);
    }

    @Override
    protected Pair<INDArray, INDArray> preOutputWithPreNorm(
        boolean training, boolean backprop, LayerWorkspaceMgr workspaces) {
      if (!backprop) {
        INDArray weights = getParam(DefaultParamInitializer.WEIGHT_KEY);
        output =
            workspaces.createUninitialized(
                ArrayType.ACTIVATIONS,
                weights.dataType(),
                new long[] {input.size(0), weights.size(1)},
                'f');
        Nd4j.gemm(input, weights, output, false, false, 1, 0);
        output.addiRowVector(getParam(DefaultParamInitializer.BIAS_KEY));
      }
      // The activation was applied in place since; what it was applied to has the same derivative.
      return Pair.of(output, output);
    }
  }
}
