package dev.recsim.decide.reality;

import dev.recsim.stats.Normal;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * How far effects in a simulation are from reality, by past tests:
 *
 * <pre>
 * observed = slope * predicted + delta + noise
 * delta ~ N(0, tau&sup2; changed + fit&sup2;),  noise ~ N(0, error&sup2;)
 * </pre>
 *
 * A test has the weight 0.95^(number of later tests). The slope is integrated out, tau by 200 nodes
 * of equal prior mass. Source: the normal-normal case of M. Kennedy, A. O'Hagan, "Bayesian
 * calibration of computer models", JRSS B 63, 2001; a half-t prior of tau as A. Gelman, "Prior
 * distributions for variance parameters in hierarchical models", Bayesian Analysis 1(3), 2006.
 */
public final class Discrepancy {
  private static final int NODES = 200;
  private static final double DISCOUNT = 0.95;
  private static final int HALVINGS = 200;
  private static final double WIDEST = 9;

  /** What is assumed before the first test. */
  public enum Prior {
    /**
     * slope ~ N(1, 0.25&sup2;), tau ~ 0.06 half-t with 2 degrees of freedom. Chosen by classes of
     * simulated users, see {@code RecordRatesTest}.
     */
    SIMULATED_USERS(0.25) {
      @Override
      double tau(double mass) {
        return 0.06 * mass * Math.sqrt(2 / (1 - mass * mass));
      }
    },
    /** slope ~ N(1, 0.5&sup2;), tau ~ half-normal(0.5): that of predictions of versions 1 and 2. */
    WIDE(0.5) {
      @Override
      double tau(double mass) {
        return 0.5 * Normal.exceeded((1 - mass) / 2);
      }
    };

    private final double slopeVariance;

    Prior(double slope) {
      slopeVariance = slope * slope;
    }

    /** The tau below which tau is with this probability. */
    abstract double tau(double mass);
  }

  private final Prior prior;
  private final double[] tau = new double[NODES];
  private final double[] weight = new double[NODES];
  private final double[] slope = new double[NODES];
  private final double[] slopeVariance = new double[NODES];

  /**
   * Learns from past tests; without any, the prior alone speaks.
   *
   * @param tests oldest first
   */
  public Discrepancy(List<PastTest> tests) {
    this(tests, Prior.SIMULATED_USERS);
  }

  /**
   * The same with another prior.
   *
   * @param tests oldest first
   * @param prior what is assumed before them
   */
  public Discrepancy(List<PastTest> tests, Prior prior) {
    this(tests, prior, DISCOUNT);
  }

  /**
   * The same with another discount.
   *
   * @param tests oldest first
   * @param prior what is assumed before them
   * @param discount by which the weight of a test falls with each later one, in (0, 1]
   */
  Discrepancy(List<PastTest> tests, Prior prior, double discount) {
    this.prior = prior;
    double[] logs = new double[NODES];
    for (int node = 0; node < NODES; node++) {
      tau[node] = prior.tau((node + 0.5) / NODES);
      logs[node] = learn(node, tests, discount);
    }
    double largest = Double.NEGATIVE_INFINITY;
    for (double log : logs) {
      largest = Math.max(largest, log);
    }
    double sum = 0;
    for (int node = 0; node < NODES; node++) {
      weight[node] = StrictMath.exp(logs[node] - largest);
      sum += weight[node];
    }
    for (int node = 0; node < NODES; node++) {
      weight[node] /= sum;
    }
  }

  /** The slope at a node, and the log likelihood of the node. */
  private double learn(int node, List<PastTest> tests, double discount) {
    double pp = 0;
    double pr = 0;
    double rr = 0;
    double logs = 0;
    for (int i = 0; i < tests.size(); i++) {
      PastTest test = tests.get(i);
      double predicted = test.predicted().effect();
      double residual = test.observed() - predicted;
      double variance = variance(node, test.predicted()) + test.error() * test.error();
      double share = StrictMath.pow(discount, tests.size() - 1.0 - i);
      pp += share * predicted * predicted / variance;
      pr += share * predicted * residual / variance;
      rr += share * residual * residual / variance;
      logs += share * StrictMath.log(variance);
    }
    double free = prior.slopeVariance;
    double precision = 1 + free * pp;
    slope[node] = 1 + free * pr / precision;
    slopeVariance[node] = free / precision;
    return -(logs + StrictMath.log(precision) + rr - free * pr * pr / precision) / 2;
  }

  /** Variance of the discrepancy and of the fit. */
  private double variance(int node, PredictedEffect it) {
    return tau[node] * tau[node] * it.changed() + it.fit() * it.fit();
  }

  /** Variance of the true effect. */
  private double spread(int node, PredictedEffect it) {
    return slopeVariance[node] * it.effect() * it.effect() + variance(node, it);
  }

  /**
   * The true effect of a change.
   *
   * @param it what the simulation predicts
   * @param level of the interval, in (0, 1)
   * @return the interval of the true effect
   */
  public CalibratedEffect effect(PredictedEffect it, double level) {
    return outcome(it, level, 0);
  }

  /**
   * The effect that a test will show.
   *
   * @param it what the simulation predicts
   * @param level of the interval, in (0, 1)
   * @param error standard error of the test
   * @return the interval of the observed effect
   */
  public CalibratedEffect outcome(PredictedEffect it, double level, double error) {
    double[] means = new double[NODES];
    double[] deviations = new double[NODES];
    double center = 0;
    double positive = 0;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int node = 0; node < NODES; node++) {
      means[node] = slope[node] * it.effect();
      deviations[node] = Math.sqrt(spread(node, it) + error * error);
      center += weight[node] * means[node];
      positive += weight[node] * Normal.below(means[node] / deviations[node]);
      low = Math.min(low, means[node] - WIDEST * deviations[node]);
      high = Math.max(high, means[node] + WIDEST * deviations[node]);
    }
    DoubleUnaryOperator below =
        x -> {
          double chance = 0;
          for (int node = 0; node < NODES; node++) {
            chance += weight[node] * Normal.below((x - means[node]) / deviations[node]);
          }
          return chance;
        };
    return new CalibratedEffect(
        center,
        quantile(below, (1 - level) / 2, low, high),
        quantile(below, (1 + level) / 2, low, high),
        positive);
  }

  /**
   * The probability that the true effect of a change is above a bound.
   *
   * @param it what the simulation predicts
   * @param least the bound, as ln(to / from)
   * @return 0 to 1
   */
  public double chance(PredictedEffect it, double least) {
    double above = 0;
    for (int node = 0; node < NODES; node++) {
      double mean = slope[node] * it.effect();
      above += weight[node] * Normal.below((mean - least) / Math.sqrt(spread(node, it)));
    }
    return above;
  }

  private static double quantile(DoubleUnaryOperator below, double chance, double from, double to) {
    double low = from;
    double high = to;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (middle <= low || middle >= high) {
        break; // Nothing is between them.
      }
      if (below.applyAsDouble(middle) < chance) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /**
   * The true effect of a change after its test: prediction and outcome together, so that what was
   * shipped because it looked good is not overrated (M. Lee, M. Shen, "Winner's curse", KDD 2018).
   *
   * @param test the prediction and its outcome, which is not one of the past tests
   * @return mean and standard deviation of the true effect
   */
  public AfterTest afterTest(PastTest test) {
    double noise = test.error() * test.error();
    double[] likelihood = new double[NODES];
    double sum = 0;
    for (int node = 0; node < NODES; node++) {
      double all = spread(node, test.predicted()) + noise;
      double distance = test.observed() - slope[node] * test.predicted().effect();
      likelihood[node] =
          weight[node] * StrictMath.exp(-distance * distance / all / 2) / Math.sqrt(all);
      sum += likelihood[node];
    }
    double mean = 0;
    double squares = 0;
    for (int node = 0; node < NODES; node++) {
      double spread = spread(node, test.predicted());
      double trust = spread / (spread + noise);
      double at = trust * test.observed() + (1 - trust) * slope[node] * test.predicted().effect();
      mean += likelihood[node] / sum * at;
      squares += likelihood[node] / sum * (trust * noise + at * at);
    }
    return new AfterTest(mean, Math.sqrt(squares - mean * mean));
  }

  /**
   * The true effect of a change that was tested, as ln(to / from).
   *
   * @param mean of the effect
   * @param deviation its standard deviation
   */
  public record AfterTest(double mean, double deviation) {}

  /**
   * Standard deviation of the discrepancy of a change of all steps.
   *
   * @return mean of tau, above 0
   */
  public double tau() {
    return mean(tau);
  }

  /**
   * What reality shows of a predicted effect of 1.
   *
   * @return mean of the slope
   */
  public double slope() {
    return mean(slope);
  }

  private double mean(double[] values) {
    double mean = 0;
    for (int node = 0; node < NODES; node++) {
      mean += weight[node] * values[node];
    }
    return mean;
  }
}
