package dev.recsim.decide.sequence;

import dev.recsim.stats.Normal;
import java.util.Arrays;

/**
 * Boundaries of a one-sided test that is looked at several times, and the chances to cross them, by
 * recursion over the density of the sum (P. Armitage, C. McPherson, B. Rowe, Journal of the Royal
 * Statistical Society A 132, 1969). The sum has independent normal increments; its variance at each
 * look is the clock. Differs from other implementations by less than 1e-11 for 2 to 167 looks.
 */
public final class GroupSequential {
  /** Largest boundary, in standard errors: an earlier look can decide only by a larger effect. */
  public static final double LARGEST = 8;

  /** Standard deviations below the mean of the sum that are integrated. */
  private static final double TAIL = 7;

  /** Width of a panel, in standard deviations of an increment. */
  private static final double PANEL = 3;

  /** Standard deviations of an increment within which it comes from, where this is likely. */
  private static final double REACH = 8;

  /** Standard deviations of an increment that are looked at above the sum before. */
  private static final double FAR = 14;

  /** A step to a boundary that ends the search, as a share of the largest; its error is squared. */
  private static final double CLOSE = 1e-8;

  private static final double[][] RULE = GaussLegendre.rule(16);
  private static final int NODES = 16;

  private final double[] clock;
  private final double drift;

  /** The density where no bound was crossed: at nodes of panels, with the weights of the rule. */
  private double[] at = {};

  private double[] mass = {};
  private double half;

  private GroupSequential(double[] clock, double drift) {
    for (int i = 0; i < clock.length; i++) {
      if (!(clock[i] > (i == 0 ? 0 : clock[i - 1]))) {
        throw new IllegalArgumentException("the clock must increase: " + Arrays.toString(clock));
      }
    }
    this.clock = clock.clone();
    this.drift = drift;
  }

  /**
   * The boundaries z with P(Z[i] &lt; z[i] for i &lt; j, Z[j] &gt;= z[j]) = spent[j] - spent[j - 1]
   * without an effect, where Z is the sum divided by its standard deviation.
   *
   * @param clock variance of the sum at each look, above 0 and increasing
   * @param spent error that may be spent up to each look, increasing
   * @return the boundaries, at most {@link #LARGEST}
   * @throws IllegalArgumentException if the clock does not increase
   */
  public static double[] boundaries(double[] clock, double[] spent) {
    GroupSequential sum = new GroupSequential(clock, 0);
    double[] z = new double[clock.length];
    double before = 0;
    for (int look = 0; look < z.length; look++) {
      double deviation = Math.sqrt(clock[look]);
      double first = (look == 0 ? LARGEST / 2 : z[look - 1]) * deviation;
      double bound = sum.bound(look, spent[look] - before, first, LARGEST * deviation);
      z[look] = bound / deviation;
      before = spent[look];
      sum.continueBelow(look, bound);
    }
    return z;
  }

  /**
   * The chance to cross the boundary first at each look.
   *
   * @param clock variance of the sum at each look, above 0 and increasing
   * @param z the boundaries
   * @param drift mean of the sum divided by its variance: effect / standard error^2 of the effect
   * @return a chance a look; their sum is the power
   * @throws IllegalArgumentException if the clock does not increase
   */
  public static double[] crossing(double[] clock, double[] z, double drift) {
    GroupSequential sum = new GroupSequential(clock, drift);
    double[] chances = new double[clock.length];
    for (int look = 0; look < z.length; look++) {
      double bound = z[look] * Math.sqrt(clock[look]);
      chances[look] = sum.beyond(look, bound)[0];
      sum.continueBelow(look, bound);
    }
    return chances;
  }

  /** The bound that is exceeded with this chance, at most the largest. */
  private double bound(int look, double chance, double first, double largest) {
    if (beyond(look, largest)[0] >= chance) {
      return largest;
    }
    double low = -largest;
    double high = largest;
    double bound = first;
    // Newton's steps on the logarithm of the chance, within a bracket.
    for (int step = 0; step < 200; step++) {
      double[] above = beyond(look, bound);
      if (above[0] > chance) {
        low = bound;
      } else {
        high = bound;
      }
      double next = bound + above[0] * StrictMath.log(above[0] / chance) / above[1];
      if (Math.abs(next - bound) <= CLOSE * largest) {
        return next;
      }
      bound = next > low && next < high ? next : low + (high - low) / 2;
    }
    return bound;
  }

  /** The chance to be at or above the bound, and to have crossed none before; and the density. */
  private double[] beyond(int look, double bound) {
    double variance = look == 0 ? clock[0] : clock[look] - clock[look - 1];
    double deviation = Math.sqrt(variance);
    double scale = 1 / Math.sqrt(2 * Math.PI * variance);
    if (look == 0) {
      double z = (bound - drift * variance) / deviation;
      return new double[] {Normal.above(z), scale * StrictMath.exp(-z * z / 2)};
    }
    double chance = 0;
    double density = 0;
    for (int i = at.length - 1; i >= 0; i--) {
      double z = (bound - at[i] - drift * variance) / deviation;
      if (z > FAR) {
        break;
      }
      chance += mass[i] * Normal.above(z);
      density += mass[i] * StrictMath.exp(-z * z / 2);
    }
    return new double[] {chance, scale * density};
  }

  /** Goes on with the density of the sum at a look where the bound was not crossed. */
  private void continueBelow(int look, double bound) {
    if (look + 1 == clock.length) {
      return;
    }
    double before = look == 0 ? 0 : clock[look - 1];
    double least = Math.min(clock[look] - before, clock[look + 1] - clock[look]);
    double low = -TAIL * Math.sqrt(clock[look]) + Math.min(0, drift * clock[look]);
    int panels = Math.max(1, (int) Math.ceil((bound - low) / (PANEL * Math.sqrt(least))));
    double wide = (bound - low) / panels / 2;
    double[] nodes = new double[panels * NODES];
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = low + wide * (2 * (i / NODES) + 1 + RULE[0][i % NODES]);
    }
    double[] densities = look == 0 ? first(nodes) : next(look, nodes, wide);
    for (int i = 0; i < nodes.length; i++) {
      densities[i] *= wide * RULE[1][i % NODES];
    }
    at = nodes;
    mass = densities;
    half = wide;
  }

  private double[] first(double[] nodes) {
    double scale = 1 / Math.sqrt(2 * Math.PI * clock[0]);
    double[] densities = new double[nodes.length];
    for (int i = 0; i < nodes.length; i++) {
      double step = nodes[i] - drift * clock[0];
      densities[i] = scale * StrictMath.exp(-step * step / (2 * clock[0]));
    }
    return densities;
  }

  /**
   * The density at new nodes. In units of the increment's deviation, a new node is t from the
   * centre of its panel, an old one s from its own, and the centres are p apart: exp(-(p + t - s)^2
   * / 2) is a product of exp(-p^2 / 2 - p t), exp(p s) and exp(t s), and the last one is the same
   * for all pairs of panels.
   */
  private double[] next(int look, double[] nodes, double wide) {
    double variance = clock[look] - clock[look - 1];
    double deviation = Math.sqrt(variance);
    double[][] both = within(wide / deviation, half / deviation);
    double[] sums = new double[nodes.length];
    double[] moved = new double[NODES];
    double[] rise = new double[NODES];
    for (int panel = 0; panel < nodes.length; panel += NODES) {
      double centre = nodes[panel] - wide * RULE[0][0];
      // Where the sum most likely was before it came here.
      double likely = Math.min(centre * clock[look - 1] / clock[look], at[at.length - 1]);
      double reach = REACH * deviation + half + wide;
      for (int old = 0; old < at.length; old += NODES) {
        double from = at[old] - half * RULE[0][0];
        if (Math.abs(from - likely) > reach) {
          continue;
        }
        double p = (centre - drift * variance - from) / deviation;
        powers(p * half / deviation, rise);
        for (int k = 0; k < NODES; k++) {
          moved[k] = mass[old + k] * rise[k];
        }
        powers(-p * wide / deviation, rise);
        double apart = StrictMath.exp(-p * p / 2);
        for (int j = 0; j < NODES; j++) {
          sums[panel + j] += apart * rise[j] * product(both[j], moved);
        }
      }
    }
    double scale = 1 / Math.sqrt(2 * Math.PI * variance);
    for (int i = 0; i < sums.length; i++) {
      sums[i] *= scale;
    }
    return sums;
  }

  /** exp(-(t - s)^2 / 2) of nodes in panels of these half widths. */
  private static double[][] within(double wide, double half) {
    double[][] both = new double[NODES][NODES];
    for (int j = 0; j < NODES; j++) {
      for (int k = 0; k < NODES; k++) {
        double apart = wide * RULE[0][j] - half * RULE[0][k];
        both[j][k] = StrictMath.exp(-apart * apart / 2);
      }
    }
    return both;
  }

  /** Sets exp(slope x) for each node x of the rule, whose nodes are symmetric. */
  private static void powers(double slope, double[] into) {
    for (int k = 0; k < NODES / 2; k++) {
      into[NODES - 1 - k] = StrictMath.exp(-slope * RULE[0][k]);
      into[k] = 1 / into[NODES - 1 - k];
    }
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < NODES; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }
}
