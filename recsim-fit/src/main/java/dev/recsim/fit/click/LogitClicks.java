package dev.recsim.fit.click;

import dev.recsim.fit.choice.LogitModel;
import dev.recsim.fit.choice.LogitModel.Decision;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The multinomial logit model of clicks: a reader clicks one document of a slate, or none, with
 * probabilities proportional to weights. The position makes no difference. Source: McFadden,
 * "Conditional logit analysis of qualitative choice behavior", 1974.
 *
 * <p>The logarithm of a document's weight is a constant plus a deviation of the document, fitted by
 * {@link LogitModel}. Deviations have a normal prior with variance 100, so that a document without
 * clicks has a finite weight, and one that was never shown has the average weight. The weight of no
 * click is 1, or 0 if every slate has a click.
 *
 * @param weights by document
 * @param none weight of no click
 */
public record LogitClicks(double[] weights, double none) implements ClickModel {
  private static final double PRECISION = 0.01;

  /** Of the constant, which cannot be known if every slate has a click. */
  private static final double NEARLY_FREE = 1e-6;

  /**
   * Fits the model.
   *
   * @throws IllegalArgumentException if a slate has more than one click, which the model excludes
   */
  public static LogitClicks fit(ClickedSlates slates) {
    int n = slates.documents();
    boolean always = slates.clicked().stream().allMatch(it -> ClickedSlates.last(it) >= 0);
    double[][] features = new double[n + 1][n + 1];
    for (int d = 0; d < n; d++) {
      features[d][d] = 1;
      features[d][n] = 1;
    }
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < slates.size(); i++) {
      decisions.add(decision(slates, i, features, always));
    }
    double[] precisions = new double[n + 1];
    Arrays.fill(precisions, PRECISION);
    precisions[n] = NEARLY_FREE;
    double[] b = LogitModel.fit(decisions, precisions).coefficients();
    double[] weights = new double[n];
    for (int d = 0; d < n; d++) {
      weights[d] = StrictMath.exp(b[d] + b[n]);
    }
    return new LogitClicks(weights, always ? 0 : 1);
  }

  private static Decision decision(
      ClickedSlates slates, int i, double[][] features, boolean always) {
    int[] documents = slates.shown().get(i);
    boolean[] clicks = slates.clicked().get(i);
    int last = ClickedSlates.last(clicks);
    double[][] alternatives = new double[documents.length + (always ? 0 : 1)][];
    for (int k = 0; k < documents.length; k++) {
      alternatives[k] = features[documents[k]];
      if (clicks[k] && k < last) {
        throw new IllegalArgumentException(
            "slate %s has more than one click, which multinomial_logit excludes; fit dependent_click"
                .formatted(i));
      }
    }
    if (!always) {
      alternatives[documents.length] = features[features.length - 1];
    }
    return new Decision(alternatives, last < 0 ? documents.length : last);
  }

  @Override
  public double logProbability(int[] documents, boolean[] clicks) {
    int last = ClickedSlates.last(clicks);
    for (int k = 0; k < last; k++) {
      if (clicks[k]) {
        return Double.NEGATIVE_INFINITY;
      }
    }
    double[] probabilities = clickProbabilities(documents);
    return StrictMath.log(last < 0 ? clickCounts(documents)[0] : probabilities[last]);
  }

  @Override
  public double[] clickProbabilities(int[] documents) {
    double sum = none;
    for (int document : documents) {
      sum += weights[document];
    }
    double[] probabilities = new double[documents.length];
    for (int k = 0; k < probabilities.length; k++) {
      probabilities[k] = weights[documents[k]] / sum;
    }
    return probabilities;
  }

  @Override
  public boolean[] draw(int[] documents, RandomKey key) {
    double[] probabilities = clickProbabilities(documents);
    boolean[] clicks = new boolean[documents.length];
    double uniform = key.uniform(0);
    double sum = 0;
    for (int k = 0; k < clicks.length; k++) {
      clicks[k] = uniform >= sum && uniform < sum + probabilities[k];
      sum += probabilities[k];
    }
    return clicks;
  }

  @Override
  public double[] clickCounts(int[] documents) {
    double[] counts = new double[documents.length + 1];
    double sum = 0;
    for (int document : documents) {
      sum += weights[document];
    }
    counts[0] = none / (sum + none);
    counts[1] = sum / (sum + none);
    return counts;
  }
}
