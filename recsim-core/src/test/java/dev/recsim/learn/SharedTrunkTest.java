package dev.recsim.learn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Weights;
import dev.recsim.api.Weights.Tensor;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A network whose outputs are the inputs of two others is trained by the losses of both. */
class SharedTrunkTest {
  private static final RandomKey KEY = RandomKey.root(42);
  private static final int ROWS = 3;
  private static final float[] INPUTS = {1, -2, .5f, 3, -1, 0};
  private static final float[] ONES = {1, 1, 1};
  private static final float[] ZEROS = {0, 0, 0};

  private final Parameters parameters = new Parameters(EngineChoice.JAVA, List.of(5));
  private final Network trunk =
      parameters.network("trunk", new Layout(0, 2, List.of(5), 4), KEY.child("trunk"));
  private final Network policy = head(parameters, "policy");
  private final Network value = head(parameters, "value");

  private static Network head(Parameters parameters, String name) {
    return parameters.network(name, new Layout(0, 4, List.of(5), 1), KEY.child(name));
  }

  /** Derivatives with respect to the outputs of the trunk, for weights of the losses. */
  private float[] gradients(float[] ofPolicy, float[] ofValue) {
    Tape tape = new Tape();
    Value shared = tape.network(trunk, null, tape.input(INPUTS, ROWS, 2), ROWS, true);
    Value one =
        tape.product(tape.network(policy, null, shared, ROWS, true), tape.input(ofPolicy, ROWS, 1));
    Value other =
        tape.product(tape.network(value, null, shared, ROWS, true), tape.input(ofValue, ROWS, 1));
    tape.minimize(tape.sum(one, other));
    return java.util.Arrays.copyOf(shared.gradient(), ROWS * 4);
  }

  @Test
  void gradientsOfBothHeadsAdd() {
    float[] one = gradients(ONES, ZEROS);
    float[] other = gradients(ZEROS, ONES);
    float[] both = gradients(ONES, ONES);
    for (int i = 0; i < both.length; i++) {
      assertThat(both[i]).isEqualTo(other[i] + one[i]);
    }
    assertThat(one).isNotEqualTo(other);
  }

  @Test
  void parametersTreatTheTrunkOnce() {
    Weights before = parameters.weights();
    assertThat(before.tensors()).hasSize(12).containsKey("trunk.0.weight");
    Parameters twin = parameters.twin();
    Network copy = twin.network("trunk", trunk.layout(), KEY);
    head(twin, "policy");
    head(twin, "value");
    gradients(ONES, ONES);
    parameters.step(.1);
    twin.follow(parameters, 1);
    assertThat(twin.weights()).isEqualTo(parameters.weights()).isNotEqualTo(before);
    assertThat(copy.tensors()).isEqualTo(trunk.tensors());
    SortedMap<String, Tensor> saved = new TreeMap<>(before.tensors());
    parameters.load(new Weights(saved));
    assertThat(parameters.weights()).isEqualTo(before);
    parameters.close();
  }
}
