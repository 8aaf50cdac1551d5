package dev.recsim.learn.tape;

import dev.recsim.learn.Layout;
import dev.recsim.learn.Network;
import dev.recsim.random.RandomKey;
import java.util.List;
import java.util.SortedMap;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** Compares the derivatives of each operation of a {@link Tape} with central differences. */
final class TapeGradientCheck {
  private static final int ROWS = 4;
  private static final int WIDTH = 6;
  private static final double STEP = 1e-5;
  private static final RandomKey KEY = RandomKey.root(42);
  private static final float[] OTHER = gaussians(KEY.child("other"), ROWS * WIDTH);
  private static final int[] SLATES = {5, 0, 1, 2, 3, 4, 0, 5, 2, 1, 5, 3};

  private TapeGradientCheck() {}

  /** The largest error of a derivative, relative to the derivative or to .01. */
  static double largestError() {
    double largest = 0;
    for (BiFunction<Tape, Value, Value> operation : operations()) {
      largest = Math.max(largest, error(operation));
    }
    return largest;
  }

  private static List<BiFunction<Tape, Value, Value>> operations() {
    Network network = network("network", new Layout(2, WIDTH, List.of(7, 5), 3));
    Network encoder = network("encoder", new Layout(0, WIDTH, List.of(7), 5));
    Network critic = network("critic", new Layout(0, 15, List.of(7), 1));
    return List.of(
        (tape, x) -> tape.join(x, tape.unit(x)),
        (tape, x) -> tape.reshape(tape.unit(x), 2),
        (tape, x) -> tape.plackettLuce(x, SLATES, 3),
        (tape, x) -> tape.sum(x, tape.unit(x)),
        (tape, x) -> tape.column(x, 2),
        (tape, x) -> tape.scaled(x, -3),
        (tape, x) -> clippedGain(tape, x),
        (tape, x) -> tape.rows(x, new int[] {3, 0, 3}, 3),
        (tape, x) -> tape.meanSquaredError(x, OTHER),
        (tape, x) -> tape.meanSquaredError(x, SLATES, OTHER, SLATES.length, 3),
        (tape, x) -> tape.network(network, new int[ROWS], tape.unit(x), ROWS, true),
        (tape, x) -> tape.network(network, new int[ROWS], tape.unit(x), ROWS, false),
        (tape, x) -> tape.product(x, tape.unit(x)),
        (tape, x) -> tape.products(x, tape.unit(x)),
        (tape, x) -> encoded(tape, x, encoder, critic),
        (tape, x) -> additive(tape, x, WIDTH - 1),
        (tape, x) -> additive(tape, x, 2 * WIDTH - 1));
  }

  private static Value clippedGain(Tape tape, Value x) {
    Value advantages = tape.input(gaussians(KEY.child("advantages"), ROWS * WIDTH), ROWS, WIDTH);
    return tape.clippedGain(x, tape.input(OTHER, ROWS, WIDTH), advantages, 0.4);
  }

  /** Users with several items, without one, and with no click among them or alone. */
  private static Value additive(Tape tape, Value x, int features) {
    double[][][] items = {{item(0), null}, {}, {item(1), item(2)}, {null, null}};
    Value row = tape.reshape(tape.rows(x, new int[] {3, 1, 2}, 3), 3 * WIDTH);
    float[] means = gaussians(KEY.child("means"), features);
    float[] deviations = gaussians(KEY.child("deviations"), features);
    return tape.apply(
        new Additive(List.of(items), means, deviations), tape.column(x, 0), row, 6, 1);
  }

  private static double[] item(int i) {
    return IntStream.range(0, 2 * WIDTH)
        .mapToDouble(KEY.child("item").child(i)::gaussian)
        .toArray();
  }

  /** Values of encoded documents for a user, as those of actor_critic. */
  private static Value encoded(Tape tape, Value x, Network encoder, Network critic) {
    Value document = tape.unit(tape.network(encoder, null, x, ROWS, true));
    Value user = tape.input(OTHER, ROWS, 5);
    Value both = tape.join(user, document);
    return tape.network(critic, null, tape.join(both, tape.product(user, document)), ROWS, true);
  }

  private static Network network(String name, Layout layout) {
    SortedMap<String, dev.recsim.api.Weights.Tensor> tensors = layout.draw(KEY.child(name));
    return new dev.recsim.nn.JavaEngine().create(layout, tensors);
  }

  private static double error(BiFunction<Tape, Value, Value> operation) {
    float[] numbers = gaussians(KEY.child("numbers"), ROWS * WIDTH);
    Tape tape = new Tape();
    Value x = variable(tape, numbers);
    tape.minimize(loss(tape, operation.apply(tape, x)));
    float[] gradient = x.gradient.clone();
    double largest = 0;
    for (int i = 0; i < numbers.length; i++) {
      float held = numbers[i];
      numbers[i] = (float) (held + STEP);
      double above = loss(operation, numbers);
      numbers[i] = (float) (held - STEP);
      double difference = (above - loss(operation, numbers)) / (2 * STEP);
      numbers[i] = held;
      double size = Math.max(Math.abs(difference), .01);
      largest = Math.max(largest, Math.abs(gradient[i] - difference) / size);
    }
    return largest;
  }

  private static Value variable(Tape tape, float[] numbers) {
    Value x = tape.input(numbers, ROWS, WIDTH);
    x.constant = false;
    x.operation = y -> {};
    return x;
  }

  private static double loss(BiFunction<Tape, Value, Value> operation, float[] numbers) {
    Tape tape = new Tape();
    Value x = variable(tape, numbers);
    return tape.minimize(loss(tape, operation.apply(tape, x)));
  }

  /** Weighted, so that no derivative is lost in a sum. */
  private static Value loss(Tape tape, Value y) {
    return tape.product(y, tape.input(gaussians(KEY.child("weights"), y.size()), y.rows, y.width));
  }

  private static float[] gaussians(RandomKey key, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) key.gaussian(i);
    }
    return values;
  }
}
