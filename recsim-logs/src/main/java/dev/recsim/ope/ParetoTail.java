package dev.recsim.ope;

import java.util.Arrays;

/**
 * The tail of positive numbers, as a generalized Pareto distribution that is fitted to the largest
 * of them. An index of 0 is an exponential tail; from 0.5 on the variance is infinite.
 *
 * <p>Sources: Zhang and Stephens 2009 (fit); Vehtari, Simpson, Gelman, Yao and Gabry 2024 (PSIS:
 * the prior of 0.5, and an index of 0.7 as the limit for answers).
 *
 * @param index of the tail
 * @param next the number that the largest one of twice as many would exceed with even chances if
 *     the index were 1.5 of its standard errors larger
 */
record ParetoTail(double index, double next) {
  /** Numbers that have no tail. */
  static final ParetoTail NONE = new ParetoTail(0, 0);

  /** Fewest numbers above the threshold. */
  private static final int FEWEST = 10;

  private static final double PRIOR = 0.5;
  private static final double PRIOR_COUNT = 10;
  private static final double ERRORS = 1.5;
  private static final double TIMES = 2;

  /** Largest factor between the largest number and the next one. */
  private static final double FARTHEST = 5;

  /** The index that is believed at most, in Hill's estimates from the ten largest numbers. */
  private static final double HILLS = 1.6;

  /**
   * Fits the tail of the positive ones of some numbers: to the largest {@code min(n / 5, 3 sqrt n)}
   * of them, at most half of the positive ones.
   */
  static ParetoTail of(double[] numbers) {
    double[] positive = Arrays.stream(numbers).filter(it -> it > 0).sorted().toArray();
    int count = positive.length;
    if (count == 0) {
      return NONE;
    }
    double largest = positive[count - 1];
    int above =
        Math.min(count / 2, (int) Math.min(numbers.length / 5, 3 * Math.sqrt(numbers.length)));
    if (above < FEWEST) {
      return new ParetoTail(PRIOR, 1.5 * largest);
    }
    double threshold = positive[count - 1 - above];
    double[] excess =
        Arrays.stream(positive, count - above, count).map(it -> it - threshold).toArray();
    if (excess[above / 4] <= 0) {
      return new ParetoTail(0, largest); // equal numbers, no tail
    }
    double rate = rate(excess);
    double fitted = index(excess, rate);
    double scale = -fitted / rate;
    double index = (fitted * above + PRIOR * PRIOR_COUNT) / (above + PRIOR_COUNT);
    double hill = hill(positive);
    double next;
    if (HILLS * hill < index) {
      // Many equal numbers, such as those of one state, look like a jump and have no tail.
      index = HILLS * hill;
      double upper = index * (1 + ERRORS / Math.sqrt(FEWEST));
      next = positive[count - 1 - FEWEST] * StrictMath.pow(TIMES * FEWEST, upper);
    } else {
      double upper = index + ERRORS * (1 + Math.max(index, 0)) / Math.sqrt(above);
      next = threshold + scale * growth(TIMES * above, upper);
    }
    return new ParetoTail(index, Math.min(FARTHEST * largest, next));
  }

  private static double growth(double times, double index) {
    return Math.abs(index) < 1e-9
        ? StrictMath.log(times)
        : (StrictMath.pow(times, index) - 1) / index;
  }

  /** Hill's estimate of the index from the ten largest numbers. */
  private static double hill(double[] sorted) {
    double threshold = sorted[sorted.length - 1 - FEWEST];
    double sum = 0;
    for (int i = sorted.length - FEWEST; i < sorted.length; i++) {
      sum += StrictMath.log(sorted[i] / threshold);
    }
    return sum / FEWEST;
  }

  /** The posterior mean of b = -index / scale, by Zhang and Stephens. */
  private static double rate(double[] excess) {
    int n = excess.length;
    int grid = 30 + (int) Math.sqrt(n);
    double quartile = Math.max(excess[(int) (n / 4.0 + 0.5) - 1], Double.MIN_NORMAL);
    double[] rates = new double[grid];
    double[] likelihood = new double[grid];
    for (int i = 0; i < grid; i++) {
      rates[i] = 1 / excess[n - 1] + (1 - Math.sqrt(grid / (i + 0.5))) / (3 * quartile);
      double index = index(excess, rates[i]);
      likelihood[i] = n * (StrictMath.log(-rates[i] / index) - index - 1);
    }
    double most = Arrays.stream(likelihood).filter(Double::isFinite).max().orElse(0);
    double weights = 0;
    double sum = 0;
    for (int i = 0; i < grid; i++) {
      if (Double.isFinite(likelihood[i])) {
        double weight = StrictMath.exp(likelihood[i] - most);
        weights += weight;
        sum += weight * rates[i];
      }
    }
    return weights == 0 ? -1 / excess[n - 1] : sum / weights;
  }

  private static double index(double[] excess, double rate) {
    double sum = 0;
    for (double each : excess) {
      sum += StrictMath.log1p(-rate * each);
    }
    return sum / excess.length;
  }
}
