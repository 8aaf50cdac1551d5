package dev.recsim.decide.reality;

/** What a wrong order of changes costs (SimplerEnv's mean maximum rank violation, 2024). */
public final class RankViolation {
  private RankViolation() {}

  /**
   * The mean over changes of the largest observed difference to one that was predicted on the other
   * side of it; 0 if the order was right, or there are fewer than two changes. Equal predictions
   * have no order.
   *
   * @param predicted effects
   * @param observed effects of the same changes
   * @return the mean over changes, 0 or more
   */
  public static double of(double[] predicted, double[] observed) {
    double sum = 0;
    for (int i = 0; i < predicted.length; i++) {
      double largest = 0;
      for (int j = 0; j < predicted.length; j++) {
        if ((predicted[i] - predicted[j]) * (observed[i] - observed[j]) < 0) {
          largest = Math.max(largest, Math.abs(observed[i] - observed[j]));
        }
      }
      sum += largest;
    }
    return predicted.length == 0 ? 0 : sum / predicted.length;
  }
}
