package dev.recsim.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.contract.DrawnNetworks;
import dev.recsim.learn.Layout;
import dev.recsim.random.RandomKey;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

@Tag("slow")
class Dl4jModelTest {
  private static final Layout LAYOUT = new Layout(4, 3, List.of(8, 6), 2);
  private static final int ROWS = 5;
  private static final double STEP = 1e-6;

  private final Dl4jModel model =
      new Dl4jModel(
          LAYOUT,
          FlatTensors.flatten(LAYOUT, DrawnNetworks.weights(LAYOUT, RandomKey.root(1))),
          DataType.DOUBLE);
  private final INDArray input = gaussians(2, LAYOUT.inputs(0));
  private final INDArray outputGradients = gaussians(3, LAYOUT.outputs());

  @Test
  void gradientsOfParametersAreThoseOfFiniteDifferences() {
    model.forward(input.dup());
    model.backward(outputGradients);
    assertFiniteDifferences(model.parameters(), model.gradients().dup());
  }

  @Test
  void gradientsOfInputsAreThoseOfFiniteDifferences() {
    model.forward(input.dup());
    INDArray gradients = model.backward(outputGradients).dup('c');
    assertFiniteDifferences(input.reshape(input.length()), gradients.reshape(input.length()));
  }

  @Test
  void outputsAreFreedByTheNextForwardAndNotBefore() {
    INDArray first = model.forward(input.dup());
    model.backward(outputGradients).close();
    assertThat(first.wasClosed()).isFalse();
    INDArray second = model.forward(input.dup());
    assertThat(first.wasClosed()).isTrue();
    model.close();
    assertThat(second.wasClosed()).isTrue();
  }

  /** Central differences of the loss sum(outputs * outputGradients), relative to 1e-6. */
  private void assertFiniteDifferences(INDArray variables, INDArray gradients) {
    for (int i = 0; i < variables.length(); i++) {
      double value = variables.getDouble(i);
      variables.putScalar(i, value + STEP);
      double above = loss();
      variables.putScalar(i, value - STEP);
      double below = loss();
      variables.putScalar(i, value);
      double gradient = gradients.getDouble(i);
      assertThat((above - below) / (2 * STEP))
          .as("variable %d", i)
          .isCloseTo(gradient, within(1e-6 * Math.max(1, Math.abs(gradient))));
    }
  }

  private double loss() {
    return model.forward(input.dup()).mul(outputGradients).sumNumber().doubleValue();
  }

  private static INDArray gaussians(long key, int columns) {
    float[] values = DrawnNetworks.gaussians(RandomKey.root(key), ROWS * columns, 1);
    return Nd4j.createFromArray(values).castTo(DataType.DOUBLE).reshape(ROWS, columns);
  }
}
