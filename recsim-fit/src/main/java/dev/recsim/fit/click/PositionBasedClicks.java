package dev.recsim.fit.click;

import dev.recsim.random.RandomKey;
import java.util.Arrays;

/**
 * The position-based click model: a reader looks at position k with probability {@code
 * examined[k]}, and clicks a document seen there with probability {@code attractive[document]},
 * independently of other positions. Source: Chuklin, Markov, de Rijke, "Click Models for Web
 * Search", 2015, section 3.2.
 *
 * <p>Fitted by expectation maximization. A click was seen and attractive. Without a click, the
 * document was attractive with probability (1 - e) a / (1 - e a), and seen with probability (1 - a)
 * e / (1 - e a). Both probabilities have one success and one failure added. Only products can be
 * known, so the first position is examined with probability 1, and the others relative to it.
 *
 * @param attractive by document
 * @param examined by position, the first 1
 * @param examinedErrors standard error of each of {@code examined}, 0 for the first
 */
public record PositionBasedClicks(double[] attractive, double[] examined, double[] examinedErrors)
    implements ClickModel {
  private static final int MOST_STEPS = 1_000;
  private static final double SMALLEST_CHANGE = 1e-9;

  /** Fits the model. */
  public static PositionBasedClicks fit(ClickedSlates slates) {
    double[] attractive = new double[slates.documents()];
    double[] examined = new double[slates.positions()];
    Arrays.fill(attractive, 0.5);
    Arrays.fill(examined, 0.5);
    double change = 1;
    for (int step = 0; step < MOST_STEPS && change > SMALLEST_CHANGE; step++) {
      change = step(slates, attractive, examined);
    }
    double first = examined[0];
    for (int d = 0; d < attractive.length; d++) {
      attractive[d] *= first;
    }
    for (int k = 0; k < examined.length; k++) {
      examined[k] /= first;
    }
    PositionBasedClicks fitted =
        new PositionBasedClicks(attractive, examined, new double[examined.length]);
    return new PositionBasedClicks(attractive, examined, fitted.errors(slates));
  }

  /** One step of expectation and maximization; returns the largest change. */
  private static double step(ClickedSlates slates, double[] attractive, double[] examined) {
    double[] likes = new double[attractive.length];
    double[] looks = new double[examined.length];
    double[] shown = new double[attractive.length];
    for (int i = 0; i < slates.size(); i++) {
      int[] documents = slates.shown().get(i);
      boolean[] clicks = slates.clicked().get(i);
      for (int k = 0; k < documents.length; k++) {
        double a = attractive[documents[k]];
        double e = examined[k];
        shown[documents[k]]++;
        likes[documents[k]] += clicks[k] ? 1 : (1 - e) * a / (1 - e * a);
        looks[k] += clicks[k] ? 1 : (1 - a) * e / (1 - e * a);
      }
    }
    double[] slatesOf = new double[examined.length];
    Arrays.fill(slatesOf, slates.size());
    return Math.max(
        Information.replace(attractive, likes, shown),
        Information.replace(examined, looks, slatesOf));
  }

  private double[] errors(ClickedSlates slates) {
    int n = attractive.length;
    Information information = new Information(n + examined.length - 1);
    double[] score = new double[n + examined.length - 1];
    for (int i = 0; i < slates.size(); i++) {
      Arrays.fill(score, 0);
      int[] documents = slates.shown().get(i);
      for (int k = 0; k < documents.length; k++) {
        double a = attractive[documents[k]];
        double e = examined[k];
        boolean click = slates.clicked().get(i)[k];
        score[documents[k]] += click ? 1 / a : -e / (1 - e * a);
        if (k > 0) {
          score[n + k - 1] += click ? 1 / e : -a / (1 - e * a);
        }
      }
      information.add(score);
    }
    double[] errors = new double[examined.length];
    double[] others = information.standardErrors(n);
    System.arraycopy(others, 0, errors, 1, others.length);
    return errors;
  }

  @Override
  public ClickModel withAttractive(double[] others) {
    return new PositionBasedClicks(others, examined, examinedErrors);
  }

  @Override
  public double logProbability(int[] documents, boolean[] clicks) {
    double[] probabilities = clickProbabilities(documents);
    double sum = 0;
    for (int k = 0; k < clicks.length; k++) {
      sum += StrictMath.log(clicks[k] ? probabilities[k] : 1 - probabilities[k]);
    }
    return sum;
  }

  @Override
  public double[] clickProbabilities(int[] documents) {
    double[] probabilities = new double[documents.length];
    for (int k = 0; k < probabilities.length; k++) {
      probabilities[k] = examined[k] * attractive[documents[k]];
    }
    return probabilities;
  }

  @Override
  public boolean[] draw(int[] documents, RandomKey key) {
    return independent(clickProbabilities(documents), key);
  }

  @Override
  public double[] clickCounts(int[] documents) {
    return independent(clickProbabilities(documents));
  }

  static boolean[] independent(double[] probabilities, RandomKey key) {
    boolean[] clicks = new boolean[probabilities.length];
    for (int k = 0; k < clicks.length; k++) {
      clicks[k] = key.uniform(2L * k) < probabilities[k];
    }
    return clicks;
  }

  /** The distribution of the number of successes of independent trials. */
  static double[] independent(double[] probabilities) {
    double[] counts = new double[probabilities.length + 1];
    counts[0] = 1;
    for (int k = 0; k < probabilities.length; k++) {
      for (int clicks = k + 1; clicks > 0; clicks--) {
        counts[clicks] =
            counts[clicks] * (1 - probabilities[k]) + counts[clicks - 1] * probabilities[k];
      }
      counts[0] *= 1 - probabilities[k];
    }
    return counts;
  }
}
