package dev.recsim.learn;

/**
 * A multilayer perceptron with its gradients and optimizer state.
 *
 * <p>Arrays are row-major and may be longer than {@code rows} needs. Tensors are named {@code
 * <layer>.weight}, shape [outputs, inputs] as in PyTorch, and {@code <layer>.bias}, shape
 * [outputs].
 */
public interface Network extends Trainable {

  /** Sizes of the network. */
  Layout layout();

  /**
   * Computes the outputs of rows, and keeps the values that {@link #backward} needs.
   *
   * @param categories index of the one in the one-hot part of each row; ignored without categories
   * @param dense [rows x dense]; ignored without dense features; must not change until {@link
   *     #backward}
   * @param outputs [rows x outputs], overwritten
   */
  void forward(int[] categories, float[] dense, int rows, float[] outputs);

  /**
   * Computes the derivatives of a loss for the rows of the last {@link #forward}.
   *
   * @param outputGradients [rows x outputs], derivative of the loss with respect to each output
   * @param denseGradients [rows x dense], overwritten by the derivative with respect to each dense
   *     feature; null to skip it
   * @param learning whether the derivatives with respect to the parameters are added to their
   *     gradients
   */
  void backward(float[] outputGradients, float[] denseGradients, boolean learning);
}
