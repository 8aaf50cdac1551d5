package dev.recsim.learn.slate;

import dev.recsim.api.Weights;

/**
 * Values of documents for users, and of clicking nothing; a function with parameters, their
 * gradients and their Adam state. Values are in units of the agent's {@code value_scale}. Mutable,
 * confined to one thread.
 */
interface ItemValues extends AutoCloseable {

  /**
   * Computes the values of all candidates.
   *
   * @param values overwritten; a row's candidates from {@link Moments#start} on
   * @param noClickValues [rows], overwritten; 0 where the value of no click is not learned
   */
  void evaluate(Moments moments, float[] values, float[] noClickValues);

  /**
   * Computes the value of one document a row, and remembers what {@link #backward} needs.
   *
   * @param users [rows x user features]
   * @param items features of each row's document, null for no click
   * @param values [rows], overwritten
   */
  void forward(float[] users, double[][] items, int rows, float[] values);

  /**
   * Adds the gradients of a loss to the parameters' gradients, for the rows of the last {@link
   * #forward}.
   *
   * @param gradients [rows], derivative of the loss by each value
   */
  void backward(float[] gradients);

  /** One step of Adam, then clears the gradients. */
  void step(double learningRate);

  /** Moves every parameter towards others of the same kind: p = (1 - tau) p + tau q. */
  void follow(ItemValues source, double tau);

  /** Adds a constant to every value. */
  void raise(double value);

  /** A copy of the parameters. */
  Weights weights();

  /**
   * Replaces the parameters; the Adam state is kept.
   *
   * @throws IllegalArgumentException if a tensor is missing or has another shape
   */
  void load(Weights weights);

  /** Frees what the networks hold outside the heap. */
  @Override
  void close();
}
