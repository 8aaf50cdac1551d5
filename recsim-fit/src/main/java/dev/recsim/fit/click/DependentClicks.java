package dev.recsim.fit.click;

import dev.recsim.random.RandomKey;
import java.util.Arrays;

/**
 * The dependent click model: a reader looks at positions downwards, clicks a seen document with
 * probability {@code attractive[document]}, and after a click at position k goes on with
 * probability {@code continues[k]}. Without a click the reader always goes on. Source: Guo, Liu,
 * Wang, "Efficient multiple-click models in web search", WSDM 2009.
 *
 * <p>Fitted by expectation maximization with one hidden fact a slate: whether the reader went on
 * after the last click. With the last click at position l, the probability is c t / ((1 - c) + c
 * t), where c is {@code continues[l]} and t is the probability of no click below l. The closed form
 * of the paper, which takes every last click as the end, is biased. All probabilities have one
 * success and one failure added. What happens after the last position is not known: {@code
 * continues} has an entry less than the slate has positions.
 *
 * @param attractive by document
 * @param continues by position, without the last
 * @param continuesErrors standard error of each of {@code continues}
 */
public record DependentClicks(double[] attractive, double[] continues, double[] continuesErrors)
    implements ClickModel {
  private static final int MOST_STEPS = 1_000;
  private static final double SMALLEST_CHANGE = 1e-9;

  /** Fits the model. */
  public static DependentClicks fit(ClickedSlates slates) {
    double[] attractive = new double[slates.documents()];
    double[] continues = new double[slates.positions() - 1];
    Arrays.fill(attractive, 0.5);
    Arrays.fill(continues, 0.5);
    DependentClicks fitted = new DependentClicks(attractive, continues, new double[0]);
    double change = 1;
    for (int step = 0; step < MOST_STEPS && change > SMALLEST_CHANGE; step++) {
      change = fitted.step(slates);
    }
    return new DependentClicks(attractive, continues, fitted.errors(slates));
  }

  /** One step of expectation and maximization in place; returns the largest change. */
  private double step(ClickedSlates slates) {
    double[] likes = new double[attractive.length];
    double[] seen = new double[attractive.length];
    double[] went = new double[continues.length];
    double[] clicked = new double[continues.length];
    for (int i = 0; i < slates.size(); i++) {
      int[] documents = slates.shown().get(i);
      boolean[] clicks = slates.clicked().get(i);
      int last = ClickedSlates.last(clicks);
      for (int k = 0; k <= last; k++) {
        seen[documents[k]]++;
        likes[documents[k]] += clicks[k] ? 1 : 0;
        if (clicks[k] && k < continues.length) {
          clicked[k]++;
          went[k] += k < last ? 1 : 0;
        }
      }
      double on = wentOn(documents, last);
      if (last >= 0 && last < continues.length) {
        went[last] += on;
      }
      for (int k = last + 1; k < documents.length; k++) {
        seen[documents[k]] += on;
      }
    }
    return Math.max(
        Information.replace(attractive, likes, seen),
        Information.replace(continues, went, clicked));
  }

  /** Probability that the reader saw what is below the last click. */
  private double wentOn(int[] documents, int last) {
    if (last < 0 || last >= continues.length) {
      return 1;
    }
    double on = continues[last] * noneBelow(documents, last);
    return on / (1 - continues[last] + on);
  }

  private double noneBelow(int[] documents, int last) {
    double none = 1;
    for (int k = last + 1; k < documents.length; k++) {
      none *= 1 - attractive[documents[k]];
    }
    return none;
  }

  private double[] errors(ClickedSlates slates) {
    int n = attractive.length;
    Information information = new Information(n + continues.length);
    for (int i = 0; i < slates.size(); i++) {
      information.add(score(slates.shown().get(i), slates.clicked().get(i)));
    }
    return information.standardErrors(n);
  }

  /** The derivatives of the log probability of a slate. */
  private double[] score(int[] documents, boolean[] clicks) {
    int n = attractive.length;
    double[] score = new double[n + continues.length];
    int last = ClickedSlates.last(clicks);
    for (int k = 0; k <= last; k++) {
      double a = attractive[documents[k]];
      score[documents[k]] += clicks[k] ? 1 / a : -1 / (1 - a);
      if (clicks[k] && k < last) {
        score[n + k] += 1 / continues[k];
      }
    }
    double on = wentOn(documents, last);
    for (int k = last + 1; k < documents.length; k++) {
      score[documents[k]] -= on / (1 - attractive[documents[k]]);
    }
    if (last >= 0 && last < continues.length) {
      double none = noneBelow(documents, last);
      score[n + last] += (none - 1) / (1 - continues[last] * (1 - none));
    }
    return score;
  }

  @Override
  public ClickModel withAttractive(double[] others) {
    return new DependentClicks(others, continues, continuesErrors);
  }

  @Override
  public double logProbability(int[] documents, boolean[] clicks) {
    int last = ClickedSlates.last(clicks);
    double sum = 0;
    for (int k = 0; k <= last; k++) {
      double a = attractive[documents[k]];
      sum += StrictMath.log(clicks[k] ? a : 1 - a);
      sum += clicks[k] && k < last ? StrictMath.log(continues[k]) : 0;
    }
    double none = noneBelow(documents, last);
    double on = last < 0 ? 1 : last < continues.length ? continues[last] : 0;
    return sum + StrictMath.log(1 - on + on * none);
  }

  @Override
  public double[] clickProbabilities(int[] documents) {
    double[] probabilities = new double[documents.length];
    double looks = 1;
    for (int k = 0; k < probabilities.length; k++) {
      double click = attractive[documents[k]];
      probabilities[k] = looks * click;
      looks *= k < continues.length ? 1 - click * (1 - continues[k]) : 0;
    }
    return probabilities;
  }

  @Override
  public boolean[] draw(int[] documents, RandomKey key) {
    boolean[] clicks = new boolean[documents.length];
    boolean looks = true;
    for (int k = 0; k < clicks.length && looks; k++) {
      clicks[k] = key.uniform(2L * k) < attractive[documents[k]];
      looks = !clicks[k] || k < continues.length && key.uniform(2L * k + 1) < continues[k];
    }
    return clicks;
  }

  @Override
  public double[] clickCounts(int[] documents) {
    double[] looking = new double[documents.length + 1];
    double[] counts = new double[documents.length + 1];
    looking[0] = 1;
    for (int k = 0; k < documents.length; k++) {
      double click = attractive[documents[k]];
      double on = k < continues.length ? continues[k] : 0;
      for (int clicks = k + 1; clicks > 0; clicks--) {
        counts[clicks] += looking[clicks - 1] * click * (1 - on);
        looking[clicks] = looking[clicks] * (1 - click) + looking[clicks - 1] * click * on;
      }
      looking[0] *= 1 - click;
    }
    for (int clicks = 0; clicks < counts.length; clicks++) {
      counts[clicks] += looking[clicks];
    }
    return counts;
  }
}
