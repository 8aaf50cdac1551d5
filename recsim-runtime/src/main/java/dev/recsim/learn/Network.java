package dev.recsim.learn;

/**
 * A multilayer perceptron.
 *
 * <p>Arrays are row-major and may be longer than {@code rows} needs. Tensors are named {@code
 * <layer>.weight}, shape [outputs, inputs] as in PyTorch, and {@code <layer>.bias}, shape
 * [outputs].
 */
public interface Network extends Trainable {

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
}
