package dev.recsim.fit.world;

/** Draws from distributions by inversion. */
public final class Draw {
  private Draw() {}

  /**
   * Returns the outcome of a uniform number; the last possible one if rounding leaves none.
   *
   * @param probabilities add up to 1
   */
  public static int of(double[] probabilities, double uniform) {
    double sum = 0;
    int last = 0;
    for (int i = 0; i < probabilities.length; i++) {
      sum += probabilities[i];
      if (uniform < sum) {
        return i;
      }
      last = probabilities[i] > 0 ? i : last;
    }
    return last;
  }
}
