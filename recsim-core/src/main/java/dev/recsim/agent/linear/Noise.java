package dev.recsim.agent.linear;

import dev.recsim.random.RandomKey;

/**
 * Finds how much noise a ranking needs. The documents with the largest scores are often alike, so
 * users who do not like them, or tire of them, get no alternative. Sessions try levels of noise. A
 * level is used only if it earns clearly more than no noise.
 */
final class Noise {
  /** Standard deviation of the noise, in standard deviations of the scores. */
  private static final double[] LEVELS = {0, 1, 3};

  /**
   * Weight of a session's reward after each further session of the same level, because scores
   * change.
   */
  private static final double REMEMBERED = 0.98;

  /** Standard errors by which a level must be better than none. */
  private static final double CLEAR = 3;

  private final double[] weights = new double[LEVELS.length];
  private final double[] sums = new double[LEVELS.length];
  private final double[] squares = new double[LEVELS.length];

  /** Returns the level to try in a session. */
  static int tried(int session) {
    return session % LEVELS.length;
  }

  /**
   * Returns the level of saved weights.
   *
   * @throws IllegalArgumentException if there is no such level
   */
  static int checked(float saved) {
    int level = (int) saved;
    if (level != saved || level < 0 || level >= LEVELS.length) {
      throw new IllegalArgumentException("tensor noise is " + saved + ", not a level");
    }
    return level;
  }

  /** Adds the reward of a session with this level. */
  void earned(int level, double earned) {
    weights[level] = REMEMBERED * weights[level] + 1;
    sums[level] = REMEMBERED * sums[level] + earned;
    squares[level] = REMEMBERED * squares[level] + earned * earned;
  }

  /** Returns the level to use. */
  int best() {
    int best = 0;
    for (int level = 1; level < LEVELS.length; level++) {
      boolean known = weights[0] > 5 && weights[level] > 5;
      double error = known ? Math.sqrt(variance(0) + variance(level)) : Double.POSITIVE_INFINITY;
      if (mean(level) - mean(0) > CLEAR * error && (best == 0 || mean(level) > mean(best))) {
        best = level;
      }
    }
    return best;
  }

  private double mean(int level) {
    return sums[level] / weights[level];
  }

  /** Returns the variance of the mean reward of a level. */
  private double variance(int level) {
    double mean = mean(level);
    return Math.max(0, squares[level] / weights[level] - mean * mean) / weights[level];
  }

  /** Adds noise of a level to scores. */
  static void add(double[] scores, int level, RandomKey key) {
    double mean = 0;
    for (double score : scores) {
      mean += score / scores.length;
    }
    double sum = 0;
    for (double score : scores) {
      sum += (score - mean) * (score - mean) / scores.length;
    }
    double deviation = LEVELS[level] * Math.sqrt(sum);
    for (int i = 0; deviation > 0 && i < scores.length; i++) {
      scores[i] += deviation * key.gaussian(i);
    }
  }
}
