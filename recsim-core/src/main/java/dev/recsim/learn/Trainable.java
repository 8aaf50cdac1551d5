package dev.recsim.learn;

import dev.recsim.api.Weights.Tensor;
import java.util.SortedMap;

/** Parameters with gradients and Adam state. Mutable, confined to one thread. */
public interface Trainable extends AutoCloseable {

  /** The sum of the squares of all gradients since the last step. */
  double squaredGradients();

  /**
   * Takes one step of Adam, see {@link Adam}, and sets the gradients to 0.
   *
   * @param factor by which the gradients are multiplied before
   */
  void step(double learningRate, float factor);

  /**
   * Moves every parameter p towards q of the source: p = (1 - tau) p + tau q.
   *
   * @throws IllegalArgumentException if the source has another type or shape
   */
  void follow(Trainable source, double tau);

  /** A copy of the parameters by name; the name is empty if there is only one tensor. */
  SortedMap<String, Tensor> tensors();

  /**
   * Replaces the parameters; the Adam state is kept.
   *
   * @throws IllegalArgumentException if a tensor is missing or has another shape
   */
  void load(SortedMap<String, Tensor> tensors);

  /** Frees the memory used outside the heap. */
  @Override
  default void close() {}
}
