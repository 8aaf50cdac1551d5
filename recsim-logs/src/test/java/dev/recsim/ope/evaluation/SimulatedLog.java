package dev.recsim.ope.evaluation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.SplittableRandom;

/**
 * Logs of single documents in a random world with states, and target policies whose exact value is
 * known. A session has one step if users always leave.
 *
 * @param start probability of each state at the start
 * @param paid probability that a document earns something, by state
 * @param scale of what it earns then, by state
 * @param leave probability that users leave after it, by state
 * @param next probability of the next state, by state and document
 * @param logging probability that the logging policy shows a document, by state
 * @param spread standard deviation of the logarithm of what is earned; 0 for always the scale
 */
record SimulatedLog(
    double[] start,
    double[][] paid,
    double[][] scale,
    double[][] leave,
    double[][][] next,
    double[][] logging,
    double spread) {
  private static final int MOST_STEPS = 40;

  /** What can be chosen about a world. */
  record Shape(
      int states,
      int documents,
      double leastPaid,
      double mostPaid,
      double spread,
      double leastLeave,
      double mostLeave,
      double slope) {}

  static SimulatedLog draw(Shape shape, SplittableRandom luck) {
    int states = shape.states();
    int documents = shape.documents();
    double[][] paid = new double[states][documents];
    double[][] scale = new double[states][documents];
    double[][] leave = new double[states][documents];
    double[][][] next = new double[states][documents][];
    for (int s = 0; s < states; s++) {
      for (int d = 0; d < documents; d++) {
        paid[s][d] = between(shape.leastPaid(), shape.mostPaid(), luck);
        scale[s][d] = shape.spread() == 0 ? 1 : Math.exp(0.3 * normal(luck));
        leave[s][d] = between(shape.leastLeave(), shape.mostLeave(), luck);
        next[s][d] = flat(states, luck);
      }
    }
    double[][] logging = softmax(states, documents, (s, d) -> shape.slope() * normal(luck));
    return new SimulatedLog(flat(states, luck), paid, scale, leave, next, logging, shape.spread());
  }

  private static double between(double least, double most, SplittableRandom luck) {
    return least + (most - least) * luck.nextDouble();
  }

  static double normal(SplittableRandom luck) {
    return Math.sqrt(-2 * Math.log(1 - luck.nextDouble()))
        * Math.cos(2 * Math.PI * luck.nextDouble());
  }

  private static double[] flat(int n, SplittableRandom luck) {
    double[] row = new double[n];
    Arrays.setAll(row, i -> -Math.log(1 - luck.nextDouble()));
    return normalised(row);
  }

  private static double[] normalised(double[] row) {
    double sum = Arrays.stream(row).sum();
    Arrays.setAll(row, i -> row[i] / sum);
    return row;
  }

  interface Preference {
    double of(int state, int document);
  }

  static double[][] softmax(int states, int documents, Preference preference) {
    double[][] rows = new double[states][documents];
    for (int s = 0; s < states; s++) {
      for (int d = 0; d < documents; d++) {
        rows[s][d] = preference.of(s, d);
      }
      double largest = Arrays.stream(rows[s]).max().orElseThrow();
      for (int d = 0; d < documents; d++) {
        rows[s][d] = Math.exp(rows[s][d] - largest);
      }
      normalised(rows[s]);
    }
    return rows;
  }

  /** What a document earns on average. */
  private double earned(int state, int document) {
    return paid[state][document] * scale[state][document] * Math.exp(spread * spread / 2);
  }

  /** The exact value of a policy, by iteration. */
  double value(double[][] policy) {
    double[] values = new double[start.length];
    for (int t = 0; t < MOST_STEPS; t++) {
      double[] before = values;
      values = new double[start.length];
      for (int s = 0; s < start.length; s++) {
        for (int d = 0; d < policy[s].length; d++) {
          double then = 0;
          for (int n = 0; n < start.length; n++) {
            then += next[s][d][n] * before[n];
          }
          values[s] += policy[s][d] * (earned(s, d) + (1 - leave[s][d]) * then);
        }
      }
    }
    double value = 0;
    for (int s = 0; s < start.length; s++) {
      value += start[s] * values[s];
    }
    return value;
  }

  /** A policy away from the logging one, towards what earns much if slope is above 0. */
  double[][] near(double slope, double noise, SplittableRandom luck) {
    double most = 0;
    for (int s = 0; s < start.length; s++) {
      for (int d = 0; d < paid[s].length; d++) {
        most = Math.max(most, earned(s, d));
      }
    }
    double unit = most;
    return softmax(
        start.length,
        logging[0].length,
        (s, d) -> Math.log(logging[s][d]) + slope * earned(s, d) / unit + noise * normal(luck));
  }

  /** A mixture of two policies with a value; null if theirs do not enclose it. */
  double[][] equal(double wanted, double[][] better, double[][] worse) {
    if (value(better) <= wanted || value(worse) >= wanted) {
      return null;
    }
    double low = 0;
    double high = 1;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (value(mix(better, middle, worse)) < wanted) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return mix(better, high, worse);
  }

  static double[][] mix(double[][] one, double share, double[][] other) {
    double[][] rows = new double[one.length][one[0].length];
    for (int s = 0; s < rows.length; s++) {
      for (int d = 0; d < rows[s].length; d++) {
        rows[s][d] = share * one[s][d] + (1 - share) * other[s][d];
      }
    }
    return rows;
  }

  /** The same policy as a target that knows the probabilities of all documents. */
  static Target table(String name, double[][] policy) {
    HashMap<Long, double[]> rows = new HashMap<>();
    for (int s = 0; s < policy.length; s++) {
      rows.put((long) s, policy[s]);
    }
    return new Target.Table(name, rows);
  }

  /** How sessions are written. */
  interface Policies {
    /** What the logging policy does in a session. */
    double[][] logging(int session);

    /** The propensity that is written. */
    double written(int session, int state, int document);
  }

  Policies honest() {
    return new Policies() {
      @Override
      public double[][] logging(int session) {
        return logging;
      }

      @Override
      public double written(int session, int state, int document) {
        return logging[state][document];
      }
    };
  }

  /** The rows of a log: session, step, state, document, reward, propensities of log and target. */
  String rows(int sessions, Policies policies, double[][] target, SplittableRandom luck) {
    StringBuilder rows = new StringBuilder("session,step,state,document,reward,p,t\n");
    for (int i = 0; i < sessions; i++) {
      int state = index(start, luck);
      for (int t = 0; t < MOST_STEPS; t++) {
        int document = index(policies.logging(i)[state], luck);
        double reward = 0;
        if (luck.nextDouble() < paid[state][document]) {
          reward = scale[state][document] * (spread == 0 ? 1 : Math.exp(spread * normal(luck)));
        }
        rows.append(i).append(',').append(t).append(',').append(state).append(',').append(document);
        rows.append(',').append(reward).append(',').append(policies.written(i, state, document));
        rows.append(',').append(target[state][document]).append('\n');
        if (luck.nextDouble() < leave[state][document]) {
          break;
        }
        state = index(next[state][document], luck);
      }
    }
    return rows.toString();
  }

  private static int index(double[] probabilities, SplittableRandom luck) {
    double u = luck.nextDouble();
    int i = 0;
    for (double sum = probabilities[0];
        u >= sum && i < probabilities.length - 1;
        sum += probabilities[i]) {
      i++;
    }
    return i;
  }
}
