package dev.recsim.fit.chain;

/** Compares distributions of session lengths. */
public final class Lengths {
  private Lengths() {}

  /**
   * The Kolmogorov-Smirnov distance: the largest difference between the shares of sessions up to a
   * length, 0 to 1. The second distribution may have probability beyond the last length of the
   * first.
   *
   * @param data share of each length, adds up to 1
   * @param model share of each length, as many as data has
   */
  public static double distance(double[] data, double[] model) {
    double largest = 0;
    double difference = 0;
    for (int length = 0; length < data.length; length++) {
      difference += data[length] - model[length];
      largest = Math.max(largest, Math.abs(difference));
    }
    return largest;
  }
}
