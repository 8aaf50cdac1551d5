package dev.recsim.ope.evaluation;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Logs of slates: 3 of 8 documents drawn without replacement by weights, read downwards; users
 * click by attraction times examination, and less after a click. The target is a mixture of two
 * such policies.
 *
 * @param attraction of each document
 * @param logging weight of each document
 */
record SimulatedSlates(double[] attraction, double[] logging) {
  private static final int DOCUMENTS = 8;
  private static final double[] EXAMINATION = {1, 0.7, 0.45};
  private static final double AFTER_A_CLICK = 0.6;

  /** Draws from one set of weights with this probability, otherwise from another. */
  record Mixture(double[] one, double share, double[] other) {

    /** Probability of the documents down to a position, both included. */
    double prefix(int[] slate, int position) {
      return share * product(one, slate, position) + (1 - share) * product(other, slate, position);
    }
  }

  static SimulatedSlates draw(SplittableRandom luck) {
    double[] attraction = new double[DOCUMENTS];
    double[] logging = new double[DOCUMENTS];
    for (int d = 0; d < DOCUMENTS; d++) {
      double u = luck.nextDouble();
      attraction[d] = 0.05 + 0.85 * u * u;
      logging[d] = Math.exp(0.5 * SimulatedLog.normal(luck));
    }
    return new SimulatedSlates(attraction, logging);
  }

  /** Weights that prefer attractive documents if slope is above 0. */
  double[] tilted(double slope) {
    double[] weights = new double[DOCUMENTS];
    Arrays.setAll(weights, d -> logging[d] * Math.exp(slope * attraction[d]));
    return weights;
  }

  private static double product(double[] weights, int[] slate, int position) {
    double left = Arrays.stream(weights).sum();
    double product = 1;
    for (int p = 0; p <= position; p++) {
      product *= weights[slate[p]] / left;
      left -= weights[slate[p]];
    }
    return product;
  }

  private double clicks(int[] slate) {
    double[] slow = {1, 0};
    double clicks = 0;
    for (int p = 0; p < slate.length; p++) {
      double high = attraction[slate[p]] * EXAMINATION[p];
      double low = high * AFTER_A_CLICK;
      clicks += slow[0] * high + slow[1] * low;
      slow = new double[] {slow[0] * (1 - high), slow[1] + slow[0] * high};
    }
    return clicks;
  }

  /** The exact value, over all slates. */
  double value(Mixture policy) {
    double value = 0;
    for (int a = 0; a < DOCUMENTS; a++) {
      for (int b = 0; b < DOCUMENTS; b++) {
        for (int c = 0; c < DOCUMENTS; c++) {
          if (a != b && b != c && a != c) {
            int[] slate = {a, b, c};
            value += policy.prefix(slate, 2) * clicks(slate);
          }
        }
      }
    }
    return value;
  }

  /** A mixture with the value of the logging policy. */
  Mixture equal(double slope) {
    double[] better = tilted(slope);
    double[] worse = tilted(-slope);
    double wanted = value(new Mixture(logging, 1, logging));
    double most = value(new Mixture(better, 1, better));
    double least = value(new Mixture(worse, 1, worse));
    return new Mixture(better, (wanted - least) / (most - least), worse);
  }

  /** The rows of a log: session, document, position, reward, propensities of log and target. */
  String rows(int sessions, Mixture target, SplittableRandom luck) {
    StringBuilder rows = new StringBuilder("session,document,position,reward,p,t\n");
    Mixture logged = new Mixture(logging, 1, logging);
    for (int i = 0; i < sessions; i++) {
      int[] slate = slate(luck);
      boolean clicked = false;
      for (int p = 0; p < slate.length; p++) {
        double chance = attraction[slate[p]] * EXAMINATION[p] * (clicked ? AFTER_A_CLICK : 1);
        boolean click = luck.nextDouble() < chance;
        clicked |= click;
        rows.append(i).append(',').append(slate[p]).append(',').append(p + 1).append(',');
        rows.append(click ? 1 : 0).append(',').append(given(logged, slate, p)).append(',');
        rows.append(given(target, slate, p)).append('\n');
      }
    }
    return rows.toString();
  }

  private static double given(Mixture policy, int[] slate, int position) {
    return policy.prefix(slate, position)
        / (position == 0 ? 1 : policy.prefix(slate, position - 1));
  }

  private int[] slate(SplittableRandom luck) {
    double[] left = logging.clone();
    int[] slate = new int[EXAMINATION.length];
    for (int p = 0; p < slate.length; p++) {
      double u = luck.nextDouble() * Arrays.stream(left).sum();
      int d = 0;
      for (double sum = left[0]; u >= sum && d < DOCUMENTS - 1; sum += left[d]) {
        d++;
      }
      slate[p] = d;
      left[d] = 0;
    }
    return slate;
  }
}
