package dev.recsim.env.exploration;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options;
import java.util.List;

/** A probability distribution over types or topics, as a list. */
final class Distribution {
  private static final double TOLERANCE = 1e-9;

  private Distribution() {}

  /**
   * Checks that the probabilities add up to 1.
   *
   * @throws InvalidOption if they do not
   */
  static void check(String option, List<Double> shares) {
    double sum = shares.stream().mapToDouble(Double::doubleValue).sum();
    InvalidOption.unless(
        Math.abs(sum - 1) <= TOLERANCE,
        option,
        Options.key(option) + " " + shares + " add up to " + sum + ", but must add up to 1");
  }

  /**
   * Returns the index at this quantile.
   *
   * @param uniform in [0, 1)
   */
  static int draw(List<Double> shares, double uniform) {
    int i = 0;
    double sum = shares.get(0);
    while (uniform >= sum && i < shares.size() - 1) {
      sum += shares.get(++i);
    }
    return i;
  }
}
