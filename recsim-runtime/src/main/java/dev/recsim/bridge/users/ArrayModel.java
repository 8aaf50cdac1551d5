package dev.recsim.bridge.users;

import dev.recsim.api.FiniteMdp;
import dev.recsim.api.Space;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A finite Markov decision process whose numbers a program has sent. */
final class ArrayModel implements FiniteMdp {
  private static final double TOLERANCE = 1e-9;

  private final int states;
  private final int actions;
  private final int maxSessionLength;

  /** Start [states], rewards [states x actions], transitions [states x actions x states]. */
  private final double[] numbers;

  private ArrayModel(Space space, int maxSessionLength, double[] numbers) {
    this.states = space.states();
    this.actions = space.documents();
    this.maxSessionLength = maxSessionLength;
    this.numbers = numbers;
  }

  /** Bytes of the model of a space. */
  static long bytes(Space space) {
    long cells = (long) space.states() * space.documents();
    return Double.BYTES * (space.states() + cells + cells * space.states());
  }

  /**
   * Reads a model.
   *
   * @throws IllegalArgumentException if its probabilities are none; the message follows "returned"
   */
  static ArrayModel read(byte[] body, Space space, int maxSessionLength) {
    double[] numbers = new double[body.length / Double.BYTES];
    ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(numbers);
    ArrayModel model = new ArrayModel(space, maxSessionLength, numbers);
    model.check();
    return model;
  }

  private void check() {
    double started = 0;
    for (int s = 0; s < states; s++) {
      require(start(s) >= 0, "the probability %s that a session starts in state %s", start(s), s);
      started += start(s);
    }
    require(
        Math.abs(started - 1) <= TOLERANCE, "probabilities of states that add up to %s", started);
    double[] next = new double[states];
    for (int s = 0; s < states; s++) {
      for (int a = 0; a < actions; a++) {
        require(
            Double.isFinite(reward(s, a)),
            "the reward %s of document %s in state %s",
            reward(s, a),
            a,
            s);
        transition(s, a, next);
        double sum = 0;
        for (double probability : next) {
          require(probability >= 0, "the transition probability %s of state %s", probability, s);
          sum += probability;
        }
        require(
            sum <= 1 + TOLERANCE,
            "transition probabilities of document %s in state %s that add up to %s",
            a,
            s,
            sum);
      }
    }
  }

  private static void require(boolean condition, String what, Object... values) {
    if (!condition) {
      throw new IllegalArgumentException("a model with " + what.formatted(values));
    }
  }

  @Override
  public int states() {
    return states;
  }

  @Override
  public int actions() {
    return actions;
  }

  @Override
  public double start(int state) {
    return numbers[state];
  }

  @Override
  public double reward(int state, int action) {
    return numbers[states + state * actions + action];
  }

  @Override
  public void transition(int state, int action, double[] probabilities) {
    int from = states + states * actions + (state * actions + action) * states;
    System.arraycopy(numbers, from, probabilities, 0, states);
  }

  @Override
  public int maxSessionLength() {
    return maxSessionLength;
  }
}
