package dev.recsim.learn;

import dev.recsim.api.Tensor;
import java.util.SortedMap;

/** Parameters with their gradients and their Adam state. Mutable, confined to one thread. */
public interface Trainable extends AutoCloseable {

  /**
   * One step of Adam (Kingma and Ba, arXiv 1412.6980, algorithm 1; beta1 .9, beta2 .999, epsilon
   * 1e-8 added to the bias-corrected root, as PyTorch does), then clears the gradients.
   */
  void step(double learningRate);

  /**
   * Moves every parameter towards another's: p = (1 - tau) p + tau q.
   *
   * @throws IllegalArgumentException if the other is of another kind or shape
   */
  void follow(Trainable source, double tau);

  /** A copy of the parameters by name; the name is empty where there is one tensor. */
  SortedMap<String, Tensor> tensors();

  /**
   * Replaces the parameters; the Adam state is kept.
   *
   * @throws IllegalArgumentException if a tensor is missing or has another shape
   */
  void load(SortedMap<String, Tensor> tensors);

  /** Frees what is held outside the heap. */
  @Override
  default void close() {}
}
