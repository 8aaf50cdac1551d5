package dev.recsim.learn;

import dev.recsim.api.Tensor;
import java.util.SortedMap;

/**
 * A multilayer perceptron with its gradients and its Adam state. Mutable, confined to one thread.
 *
 * <p>Arrays are row-major and may be longer than {@code rows} needs. Tensors are named {@code
 * <layer>.weight}, shape [outputs, inputs] as in PyTorch, and {@code <layer>.bias}, shape
 * [outputs].
 */
public interface Network extends AutoCloseable {

  /** Its sizes. */
  Layout layout();

  /**
   * Computes the outputs of some rows, and remembers what {@link #backward} and {@link
   * #inputGradients} need.
   *
   * @param categories index of the one in the one-hot part of each row; ignored without categories
   * @param dense [rows x dense]; ignored without dense features
   * @param outputs [rows x outputs], overwritten
   */
  void forward(int[] categories, float[] dense, int rows, float[] outputs);

  /**
   * Adds the gradients of a loss to the parameters' gradients, for the rows of the last {@link
   * #forward}.
   *
   * @param outputGradients [rows x outputs], derivative of the loss by each output
   * @param denseGradients [rows x dense], overwritten by the derivative by each dense feature; null
   *     if not wanted
   */
  void backward(float[] outputGradients, float[] denseGradients);

  /** Like {@link #backward}, but leaves the parameters' gradients alone. */
  void inputGradients(float[] outputGradients, float[] denseGradients);

  /**
   * One step of Adam (Kingma and Ba, arXiv 1412.6980, algorithm 1; beta1 .9, beta2 .999, epsilon
   * 1e-8 added to the bias-corrected root, as PyTorch does), then clears the gradients.
   */
  void step(double learningRate);

  /**
   * Moves every parameter towards another network's: p = (1 - tau) p + tau q.
   *
   * @throws IllegalArgumentException if the other is of another engine or layout
   */
  void follow(Network source, double tau);

  /** A copy of the parameters. */
  SortedMap<String, Tensor> tensors();

  /**
   * Replaces the parameters; the Adam state is kept.
   *
   * @throws IllegalArgumentException if a tensor is missing or has another shape
   */
  void load(SortedMap<String, Tensor> tensors);

  /** Frees what the network holds outside the heap. */
  @Override
  default void close() {}
}
