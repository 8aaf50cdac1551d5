package dev.recsim.baseline;

import dev.recsim.random.RandomKey;

/** How scores spread over seeds; one unit is their standard deviation without collapses. */
enum Shape {
  NORMAL("normal", 0) {
    @Override
    double score(double z, boolean collapsed) {
      return z;
    }
  },
  /** A lognormal turned round: its skewness is -2, as far from 0 as that of the exponential. */
  SKEWED("skewed", 0) {
    @Override
    double score(double z, boolean collapsed) {
      return (SKEWED_MEAN - StrictMath.exp(SIGMA * z)) / SKEWED_DEVIATION;
    }

    @Override
    double latent(double correlation) {
      return StrictMath.log(1 + correlation * StrictMath.expm1(SIGMA * SIGMA)) / (SIGMA * SIGMA);
    }
  },
  /** A share that half of the seeds fill: they have its bound, the others less. */
  BOUNDED("bounded", 0) {
    @Override
    double score(double z, boolean collapsed) {
      return (Math.min(z, 0) + HALF_NORMAL_MEAN) / HALF_NORMAL_DEVIATION;
    }
  },
  /** One seed in ten scores 10 less. */
  COLLAPSING("10 % collapsed", -1) {
    @Override
    double score(double z, boolean collapsed) {
      return collapsed ? z - 10 : z;
    }
  },
  /** One seed in two fails, and all that fail score the same. */
  ALL_OR_NOTHING("half fail alike", 0) {
    @Override
    double score(double z, boolean collapsed) {
      return z > 0 ? 1 : -1;
    }
  };

  /** Probability that a seed collapses. */
  static final double COLLAPSE = 0.1;

  static final int MOST_SEEDS = 20;

  private static final double SIGMA = 0.55;

  /** Minus the mean, and the deviation, of the lesser of a normal number and 0. */
  private static final double HALF_NORMAL_MEAN = 1 / Math.sqrt(2 * Math.PI);

  private static final double HALF_NORMAL_DEVIATION = Math.sqrt(0.5 - 1 / (2 * Math.PI));

  private static final double SKEWED_MEAN = StrictMath.exp(SIGMA * SIGMA / 2);
  private static final double SKEWED_DEVIATION =
      SKEWED_MEAN * Math.sqrt(StrictMath.expm1(SIGMA * SIGMA));

  final String text;

  /** The mean of the scores. */
  final double mean;

  Shape(String text, double mean) {
    this.text = text;
    this.mean = mean;
  }

  /** The score of a standard normal number. */
  abstract double score(double z, boolean collapsed);

  /** The correlation of normal numbers that gives the scores this one. */
  double latent(double correlation) {
    return correlation;
  }

  /**
   * Scores of a baseline and of an unchanged run, of 20 seeds.
   *
   * @param correlation of the two on the same seed
   */
  double[][] pair(double correlation, RandomKey key) {
    RandomKey collapse = key.child("collapse");
    double latent = latent(correlation);
    double own = Math.sqrt(1 - latent * latent);
    double[][] pair = new double[2][MOST_SEEDS];
    for (int i = 0; i < MOST_SEEDS; i++) {
      double z = key.gaussian(2 * i);
      double y = latent * z + own * key.gaussian(2 * i + 1);
      boolean before = collapse.uniform(3 * i) < COLLAPSE;
      boolean common = collapse.uniform(3 * i + 1) < correlation;
      boolean after = common ? before : collapse.uniform(3 * i + 2) < COLLAPSE;
      pair[0][i] = score(z, before);
      pair[1][i] = score(y, after);
    }
    return pair;
  }
}
