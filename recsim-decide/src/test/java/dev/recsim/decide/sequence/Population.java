package dev.recsim.decide.sequence;

import dev.recsim.decide.metric.UnitMetric;
import dev.recsim.decide.metric.UnitSums;
import java.util.SplittableRandom;
import org.apache.commons.numbers.gamma.LogGamma;

/** Units of one arm whose sums are drawn. */
interface Population {
  /** The sums of new units. */
  UnitSums draw(SplittableRandom random, long units);

  /** Mean of y a unit. */
  double mean();

  /** Variance of a unit's part of the metric, divided by the squared metric. */
  double variation();

  /** The metric. */
  default UnitMetric metric() {
    return UnitMetric.MEAN;
  }

  /** A part of the units has an event, once. */
  static Population share(double share) {
    return new Population() {
      @Override
      public UnitSums draw(SplittableRandom random, long units) {
        return UnitSums.share(units, binomial(random, units, share));
      }

      @Override
      public double mean() {
        return share;
      }

      @Override
      public double variation() {
        return (1 - share) / share;
      }
    };
  }

  /** 5 % of the units buy for a lognormal sum of mean exp(3.5 + 1 / 2). */
  static Population revenue(double factor, double clip) {
    return bought(0.05, factor, clip, random -> StrictMath.exp(3.5 + random.nextGaussian()));
  }

  /** Values of some units. */
  interface Value {
    double draw(SplittableRandom random);
  }

  /** Some units have a value, which is clipped; moments are those of two million draws. */
  static Population bought(double share, double factor, double clip, Value value) {
    double sum = 0;
    double squares = 0;
    SplittableRandom fixed = new SplittableRandom(1);
    int draws = 2_000_000;
    for (int i = 0; i < draws; i++) {
      double y = Math.min(clip, factor * value.draw(fixed));
      sum += y;
      squares += y * y;
    }
    double mean = sum / draws;
    double variation = squares / draws / (mean * mean * share) - 1;
    return new Population() {
      @Override
      public UnitSums draw(SplittableRandom random, long units) {
        double y = 0;
        double yy = 0;
        double largest = 0;
        for (long i = binomial(random, units, share); i > 0; i--) {
          double bought = Math.min(clip, factor * value.draw(random));
          y += bought;
          yy += bought * bought;
          largest = Math.max(largest, bought * bought);
        }
        return UnitSums.of(units, y, yy).withLargest(largest);
      }

      @Override
      public double mean() {
        return share * mean;
      }

      @Override
      public double variation() {
        return variation;
      }
    };
  }

  /** What some units buy, a lognormal sum, less a cost of each unit. */
  static Population profit(double share, double cost, boolean largest) {
    Population bought =
        bought(
            share,
            1,
            Double.POSITIVE_INFINITY,
            random -> StrictMath.exp(3.5 + random.nextGaussian()));
    return new Population() {
      @Override
      public UnitSums draw(SplittableRandom random, long units) {
        UnitSums it = bought.draw(random, units);
        double most = Math.sqrt(it.largest()) - cost;
        double yy = it.yy() - 2 * cost * it.y() + units * cost * cost;
        return UnitSums.of(units, it.y() - units * cost, yy)
            .withLargest(largest ? Math.max(most * most, cost * cost) : 0);
      }

      @Override
      public double mean() {
        return bought.mean() - cost;
      }

      @Override
      public double variation() {
        return Double.NaN;
      }
    };
  }

  /**
   * Clicks by views: a geometric number of views with mean 5; a unit clicks on each with its own
   * chance, Beta(1.9, 17.1) times the factor. The variation is 2.52.
   */
  static Population clicks(double factor) {
    int most = 120;
    double[] weights = new double[most * most];
    double views = 0.2;
    for (int d = 1; d < most; d++) {
      double a = 1.9 * factor;
      double b = 19 - a;
      double y0 = LogGamma.value(19) - LogGamma.value(a) - LogGamma.value(b);
      for (int y = 0; y <= d; y++) {
        double log =
            y0
                + LogGamma.value(d + 1)
                - LogGamma.value(y + 1)
                - LogGamma.value(d - y + 1)
                + LogGamma.value(a + y)
                + LogGamma.value(b + d - y)
                - LogGamma.value(19 + d);
        weights[d * most + y] = views * Math.exp(log);
      }
      views *= 0.8;
    }
    Alias alias = Alias.of(weights);
    return new Population() {
      @Override
      public UnitSums draw(SplittableRandom random, long units) {
        long y = 0;
        long yy = 0;
        long d = 0;
        long dd = 0;
        long yd = 0;
        for (long i = 0; i < units; i++) {
          int cell = alias.draw(random);
          int seen = cell / most;
          int clicked = cell % most;
          y += clicked;
          yy += clicked * clicked;
          d += seen;
          dd += seen * seen;
          yd += clicked * seen;
        }
        return UnitSums.of(units, y, yy).withDenominator(d, dd, yd);
      }

      @Override
      public double mean() {
        return 0.1 * factor;
      }

      @Override
      public double variation() {
        return 2.52;
      }

      @Override
      public UnitMetric metric() {
        return UnitMetric.RATIO;
      }
    };
  }

  /** Draws from a finite distribution in constant time (A. Walker, 1977). */
  record Alias(double[] keep, int[] other) {
    static Alias of(double[] weights) {
      int n = weights.length;
      double total = 0;
      for (double it : weights) {
        total += it;
      }
      double[] keep = new double[n];
      int[] other = new int[n];
      int[] queue = new int[n];
      int small = 0;
      int large = n;
      for (int i = 0; i < n; i++) {
        keep[i] = weights[i] / total * n;
        if (keep[i] < 1) {
          queue[small++] = i;
        } else {
          queue[--large] = i;
        }
      }
      while (small > 0 && large < n) {
        int less = queue[--small];
        int more = queue[large];
        other[less] = more;
        keep[more] -= 1 - keep[less];
        if (keep[more] < 1) {
          large++;
          queue[small++] = more;
        }
      }
      while (large < n) {
        keep[queue[large++]] = 1;
      }
      return new Alias(keep, other);
    }

    int draw(SplittableRandom random) {
      double at = random.nextDouble() * keep.length;
      int cell = (int) at;
      return at - cell < keep[cell] ? cell : other[cell];
    }
  }

  /** A binomial number, by inversion from the mode. */
  static long binomial(SplittableRandom random, long n, double p) {
    if (n == 0 || p <= 0 || p >= 1) {
      return p >= 1 ? n : 0;
    }
    long mode = (long) ((n + 1) * p);
    double log =
        LogGamma.value(n + 1.0)
            - LogGamma.value(mode + 1.0)
            - LogGamma.value(n - mode + 1.0)
            + mode * Math.log(p)
            + (n - mode) * Math.log1p(-p);
    double odds = p / (1 - p);
    double up = Math.exp(log);
    double down = up;
    double left = random.nextDouble() - up;
    long high = mode;
    long low = mode;
    while (left > 0 && (high < n || low > 0)) {
      if (high < n) {
        up *= odds * (n - high) / (high + 1);
        high++;
        left -= up;
        if (left <= 0) {
          return high;
        }
      }
      if (low > 0) {
        down *= low / (odds * (n - low + 1));
        low--;
        left -= down;
        if (left <= 0) {
          return low;
        }
      }
      if (up < 1e-18 && down < 1e-18) {
        break;
      }
    }
    return left <= 0 ? mode : high;
  }
}
