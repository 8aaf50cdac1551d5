package dev.recsim.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Weights.Tensor;
import dev.recsim.learn.Engine;
import dev.recsim.learn.Layout;
import dev.recsim.learn.Network;
import dev.recsim.random.RandomKey;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that an engine computes the same as {@link NaiveNetwork}, up to rounding. */
public abstract class EngineContract {
  private static final int ROWS = 7;

  @SuppressWarnings("this-escape") // asked during tests only
  @RegisterExtension
  final ContractMessages messages = new ContractMessages(() -> ContractMessages.name(engine()));

  protected abstract Engine engine();

  /** The network to compare with. */
  protected Network reference(Layout layout, SortedMap<String, Tensor> tensors) {
    return new NaiveNetwork(layout, tensors);
  }

  static Stream<Layout> layouts() {
    return Stream.of(
        new Layout(10, 0, List.of(64, 64), 4),
        new Layout(10, 4, List.of(64, 64), 1),
        new Layout(0, 5, List.of(8), 3),
        new Layout(3, 2, List.of(1), 1),
        new Layout(5, 2, List.of(5, 9, 6), 2));
  }

  @ParameterizedTest
  @MethodSource("layouts")
  @ContractRule(
      "outputs, gradients and a step agree with the definition of the network up to "
          + "rounding, or agents learn something else with this engine")
  void outputsAndGradientsAreThoseOfTheDefinition(Layout layout) {
    Pair pair = new Pair(layout);
    pair.forward(RandomKey.root(1), ROWS);
    pair.backward(RandomKey.root(2), true);
    pair.step(1e-3);
    pair.assertEqualTensors(2e-6);
  }

  @ParameterizedTest
  @MethodSource("layouts")
  @ContractRule(
      "a hundred updates end at the parameters of the definition up to rounding, or "
          + "agents learn something else with this engine")
  void aHundredUpdatesEndAtTheSameParameters(Layout layout) {
    Pair pair = new Pair(layout);
    for (int i = 0; i < 100; i++) {
      pair.forward(RandomKey.root(i), 1 + i % ROWS);
      pair.backward(RandomKey.root(1000 + i), true);
      pair.step(1e-3);
    }
    pair.assertEqualTensors(2e-5);
  }

  @ParameterizedTest
  @MethodSource("layouts")
  @ContractRule(
      "backward adds to the gradients until the next step where it learns, or "
          + "updates of several batches are wrong")
  void gradientsAddUpOverBatchesAndInputGradientsDoNot(Layout layout) {
    Pair pair = new Pair(layout);
    for (int i = 0; i < 5; i++) {
      pair.forward(RandomKey.root(i), ROWS - i);
      pair.backward(RandomKey.root(100 + i), i % 2 == 0);
    }
    pair.step(1e-2);
    pair.assertEqualTensors(2e-5);
  }

  @Test
  @ContractRule(
      "backward can follow the same forward with and without learning in any order, "
          + "because actor-critic agents call both")
  void bothDirectionsCanFollowOneForward() {
    Pair pair = new Pair(new Layout(3, 2, List.of(6), 1));
    pair.forward(RandomKey.root(1), ROWS);
    pair.backward(RandomKey.root(2), true);
    pair.backward(RandomKey.root(3), false);
    pair.backward(RandomKey.root(4), true);
    pair.step(1e-2);
    pair.assertEqualTensors(2e-6);
  }

  @Test
  @ContractRule(
      "a step without gradients only decays the moments of Adam, or it moves "
          + "parameters without a reason")
  void aStepWithoutGradientsDecaysTheMomentsOnly() {
    Pair pair = new Pair(new Layout(3, 2, List.of(6), 1));
    pair.step(1e-2);
    pair.forward(RandomKey.root(1), ROWS);
    pair.backward(RandomKey.root(2), true);
    pair.step(1e-2);
    pair.step(1e-2);
    pair.assertEqualTensors(2e-6);
  }

  @Test
  @ContractRule(
      "epsilon of Adam is added after the bias correction, or the first steps have "
          + "another length")
  void tinyGradientsMeetTheBiasCorrectedEpsilon() {
    Layout layout = new Layout(3, 2, List.of(6), 1);
    Pair pair = new Pair(layout);
    pair.forward(RandomKey.root(1), 1);
    pair.backward(new float[] {3e-9f}, true);
    pair.step(1e-2);
    pair.assertEqualTensors(2e-6);
  }

  @Test
  @ContractRule(
      "the norm of the gradients is that of all layers, and scaling them scales the step's "
          + "gradients, or max_gradient_norm clips wrongly")
  void gradientsAreMeasuredAndScaled() {
    Pair pair = new Pair(new Layout(3, 2, List.of(6, 5), 2));
    for (int i = 0; i < 3; i++) {
      pair.forward(RandomKey.root(i), ROWS);
      pair.backward(RandomKey.root(100 + i), true);
      double squares = pair.reference.squaredGradients();
      assertThat(pair.tested.squaredGradients()).isCloseTo(squares, within(1e-5 * squares));
      float factor = 1e-3f * (i + 1);
      pair.tested.step(1e-2, factor);
      pair.reference.step(1e-2, factor);
      assertThat(pair.tested.squaredGradients()).isZero();
    }
    pair.assertEqualTensors(2e-6);
  }

  @Test
  @ContractRule(
      "follow moves each parameter by the share tau towards the other network, or "
          + "target networks lag differently")
  void followingMovesEveryParameterByTheShareTau() {
    Layout layout = new Layout(3, 2, List.of(6), 1);
    Pair pair = new Pair(layout);
    Pair source = new Pair(layout, RandomKey.root(99));
    pair.tested.follow(source.tested, .3);
    pair.reference.follow(source.reference, .3);
    pair.assertEqualTensors(1e-6);
    source.assertEqualTensors(0);
    pair.tested.follow(source.tested, 1);
    assertThat(pair.tested.tensors())
        .as("tensors after follow with tau 1")
        .isEqualTo(source.tested.tensors());
  }

  @ParameterizedTest
  @MethodSource("layouts")
  @ContractRule(
      "tensors() returns a copy of what was given or loaded, or saved networks act "
          + "differently")
  void tensorsComeBackAsTheyWereGiven(Layout layout) {
    SortedMap<String, Tensor> first = DrawnNetworks.weights(layout, RandomKey.root(1));
    SortedMap<String, Tensor> second = DrawnNetworks.weights(layout, RandomKey.root(2));
    try (Network network = engine().create(layout, first)) {
      assertThat(network.layout()).as("layout()").isEqualTo(layout);
      SortedMap<String, Tensor> copy = network.tensors();
      assertThat(copy).as("tensors() of a new network").isEqualTo(first);
      network.load(second);
      assertThat(network.tensors()).as("tensors() after load").isEqualTo(second);
      assertThat(copy).as("tensors() of before load").isEqualTo(first);
    }
  }

  @Test
  @ContractRule(
      "loaded parameters are used by the next forward, or the best checkpoint cannot "
          + "be brought back")
  void loadedParametersAreUsed() {
    Layout layout = new Layout(3, 2, List.of(6), 1);
    Pair pair = new Pair(layout);
    pair.forward(RandomKey.root(1), ROWS);
    SortedMap<String, Tensor> other = DrawnNetworks.weights(layout, RandomKey.root(2));
    pair.tested.load(other);
    pair.reference.load(other);
    pair.forward(RandomKey.root(1), ROWS);
  }

  @Test
  @ContractRule("the same calls give the same bits, or seeds mean nothing")
  void theSameCallsGiveTheSameBits() {
    assertThat(trained()).as("tensors after the same 20 updates").isEqualTo(trained());
  }

  private SortedMap<String, Tensor> trained() {
    Pair pair = new Pair(new Layout(10, 4, List.of(64, 64), 1));
    for (int i = 0; i < 20; i++) {
      pair.forward(RandomKey.root(i), 32);
      pair.backward(RandomKey.root(-i), true);
      pair.step(1e-3);
    }
    return pair.tested.tensors();
  }

  @Test
  @ContractRule(
      "tensors that do not fit the layout are an IllegalArgumentException and change "
          + "nothing, or a wrong file becomes a wrong network")
  void missingWrongAndSurplusTensorsAreRefused() {
    Layout layout = new Layout(3, 2, List.of(6), 1);
    SortedMap<String, Tensor> whole = DrawnNetworks.weights(layout, RandomKey.root(1));
    SortedMap<String, Tensor> missing = new TreeMap<>(whole);
    missing.remove("1.bias");
    assertRefused(layout, missing);
    SortedMap<String, Tensor> wrong = new TreeMap<>(whole);
    wrong.put("1.bias", Tensor.vector(new float[2]));
    assertRefused(layout, wrong);
    SortedMap<String, Tensor> surplus = new TreeMap<>(whole);
    surplus.put("2.bias", Tensor.vector(new float[2]));
    assertRefused(layout, surplus);
  }

  private void assertRefused(Layout layout, SortedMap<String, Tensor> tensors) {
    assertThatThrownBy(
            () -> engine().create(layout, tensors), "create with tensors %s", tensors.keySet())
        .isInstanceOf(IllegalArgumentException.class);
    try (Network network =
        engine().create(layout, DrawnNetworks.weights(layout, RandomKey.root(1)))) {
      assertThatThrownBy(() -> network.load(tensors), "load of tensors %s", tensors.keySet())
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(network.tensors())
          .as("tensors() after a refused load")
          .isEqualTo(DrawnNetworks.weights(layout, RandomKey.root(1)));
    }
  }

  @Test
  @ContractRule(
      "follow refuses networks of another engine or layout with an "
          + "IllegalArgumentException, or target networks become meaningless")
  void strangersAreNotFollowed() {
    Layout layout = new Layout(3, 2, List.of(6), 1);
    Layout wider = new Layout(3, 2, List.of(7), 1);
    Pair pair = new Pair(layout);
    assertThatThrownBy(
            () -> pair.tested.follow(pair.reference, .5), "following a network of another engine")
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> pair.tested.follow(new Pair(wider).tested, .5),
            "following a network of another layout")
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** A network of the engine and the reference network, with the same inputs. */
  private final class Pair {
    private final Layout layout;
    private final Network tested;
    private final Network reference;
    private int rows;

    Pair(Layout layout) {
      this(layout, RandomKey.root(42));
    }

    Pair(Layout layout, RandomKey key) {
      this.layout = layout;
      tested = engine().create(layout, DrawnNetworks.weights(layout, key));
      reference = reference(layout, DrawnNetworks.weights(layout, key));
    }

    void forward(RandomKey key, int rows) {
      this.rows = rows;
      int[] categories = DrawnNetworks.categories(key.child(0), layout, rows);
      float[] dense = DrawnNetworks.gaussians(key.child(1), rows * layout.dense(), 1);
      float[] actual = new float[rows * layout.outputs()];
      float[] expected = new float[rows * layout.outputs()];
      tested.forward(categories, dense, rows, actual);
      reference.forward(categories, dense, rows, expected);
      assertThat(actual).as("outputs").containsExactly(expected, within(1e-5f));
    }

    void backward(RandomKey key, boolean learning) {
      backward(DrawnNetworks.gaussians(key, rows * layout.outputs(), 1), learning);
    }

    void backward(float[] outputGradients, boolean learning) {
      float[] actual = new float[rows * layout.dense()];
      float[] expected = new float[rows * layout.dense()];
      tested.backward(outputGradients, actual, learning);
      reference.backward(outputGradients, expected, learning);
      assertThat(actual).as("input gradients").containsExactly(expected, within(1e-5f));
    }

    void step(double learningRate) {
      tested.step(learningRate, 1);
      reference.step(learningRate, 1);
    }

    void assertEqualTensors(double tolerance) {
      SortedMap<String, Tensor> expected = reference.tensors();
      tested
          .tensors()
          .forEach(
              (name, tensor) ->
                  assertThat(tensor.data())
                      .as("tensor %s", name)
                      .containsExactly(expected.get(name).data(), within((float) tolerance)));
    }
  }
}
