package dev.recsim.learn;

/**
 * Adam (Kingma and Ba, arXiv 1412.6980, algorithm 1) with beta1 .9, beta2 .999 and epsilon 1e-8
 * added to the bias-corrected root, as PyTorch does:
 *
 * <pre>{@code
 * m = beta1 m + (1 - beta1) g
 * v = beta2 v + (1 - beta2) g^2
 * p = p - rate / (1 - beta1^t) * m / (sqrt(v) / sqrt(1 - beta2^t) + epsilon)
 * }</pre>
 */
public final class Adam {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private long steps;
  private float rate;
  private float rootScale;
  private float factor;

  /**
   * Begins the next step.
   *
   * @param factor by which all gradients are multiplied
   */
  public void next(double learningRate, float factor) {
    steps++;
    rate = (float) (learningRate / (1 - StrictMath.pow(BETA1, steps)));
    rootScale = (float) (1 / Math.sqrt(1 - StrictMath.pow(BETA2, steps)));
    this.factor = factor;
  }

  /**
   * Updates the entries {@code from} to {@code to - 1} of parameters and their moments by the step,
   * and sets their gradients to 0.
   */
  public void apply(float[] p, float[] g, float[] m, float[] v, int from, int to) {
    // A loop of its own: with the product in the loop below, steps take a few percent more time.
    for (int i = from; factor != 1 && i < to; i++) {
      g[i] *= factor;
    }
    float step = rate;
    float scale = rootScale;
    for (int i = from; i < to; i++) {
      float gradient = g[i];
      float first = (float) BETA1 * m[i] + (float) (1 - BETA1) * gradient;
      float second = (float) BETA2 * v[i] + (float) (1 - BETA2) * gradient * gradient;
      m[i] = first;
      v[i] = second;
      p[i] -= step * first / ((float) Math.sqrt(second) * scale + (float) EPSILON);
      g[i] = 0;
    }
  }
}
