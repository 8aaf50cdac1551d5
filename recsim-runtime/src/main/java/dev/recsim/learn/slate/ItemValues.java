package dev.recsim.learn.slate;

import dev.recsim.api.Tensor;
import dev.recsim.api.Weights;
import dev.recsim.learn.Engine;
import dev.recsim.learn.Initialization;
import dev.recsim.learn.Layout;
import dev.recsim.learn.Network;
import dev.recsim.learn.WeightParts;
import dev.recsim.random.RandomKey;
import java.util.SortedMap;

/**
 * Values of documents for users, and of clicking nothing; a function with parameters, their
 * gradients and their Adam state. Values are in units of the agent's {@code value_scale}. Mutable,
 * confined to one thread.
 */
abstract class ItemValues implements AutoCloseable {
  private static final String VALUE = "value";

  final Network network;

  ItemValues(Engine engine, Layout layout, Weights weights) {
    network = engine.create(layout, WeightParts.of(weights, VALUE));
  }

  /** Random tensors of the network to start from. */
  static SortedMap<String, Tensor> initial(Layout layout, RandomKey key) {
    return WeightParts.named(Initialization.network(layout, key.child(VALUE)), VALUE);
  }

  /**
   * Computes the values of all candidates.
   *
   * @param values overwritten; a row's candidates from {@link Moments#start} on
   * @param noClickValues [rows], overwritten; 0 where the value of no click is not learned
   */
  abstract void evaluate(Moments moments, float[] values, float[] noClickValues);

  /**
   * Computes the value of one document a row, and remembers what {@link #backward} needs.
   *
   * @param users [rows x user features]
   * @param items features of each row's document, null for no click
   * @param values [rows], overwritten
   */
  abstract void forward(float[] users, double[][] items, int rows, float[] values);

  /**
   * Adds the gradients of a loss to the parameters' gradients, for the rows of the last {@link
   * #forward}.
   *
   * @param gradients [rows], derivative of the loss by each value
   */
  void backward(float[] gradients) {
    network.backward(gradients, null);
  }

  /** One step of Adam, then clears the gradients. */
  void step(double learningRate) {
    network.step(learningRate);
  }

  /** Moves every parameter towards others of the same kind: p = (1 - tau) p + tau q. */
  void follow(ItemValues source, double tau) {
    network.follow(source.network, tau);
  }

  /** Adds a constant to every value. */
  final void raise(double by) {
    network.load(WeightParts.raised(network, by));
  }

  /** A copy of the parameters. */
  Weights weights() {
    return new Weights(WeightParts.named(network.tensors(), VALUE));
  }

  /**
   * Replaces the parameters; the Adam state is kept.
   *
   * @throws IllegalArgumentException if a tensor is missing or has another shape
   */
  void load(Weights weights) {
    network.load(WeightParts.of(weights, VALUE));
  }

  /** Frees what the networks hold outside the heap. */
  @Override
  public final void close() {
    network.close();
  }
}
