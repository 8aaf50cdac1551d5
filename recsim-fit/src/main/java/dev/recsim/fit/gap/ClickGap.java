package dev.recsim.fit.gap;

import dev.recsim.api.InvalidOption;
import dev.recsim.fit.click.ClickModel;
import dev.recsim.fit.click.ClickedSlates;
import dev.recsim.logs.Log;
import dev.recsim.logs.LoggedSession;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Measures click models: slates are steps that do not depend on each other. Such a model has no
 * posterior distribution, so the error of the fit is that of refits to clicks that the fitted model
 * draws on the slates of the fit.
 *
 * @param model the fitted model
 * @param fit fits it
 * @param documents their ids, by index
 * @param training slates of the fit
 * @param key of the refits
 */
public record ClickGap(
    ClickModel model,
    Function<ClickedSlates, ClickModel> fit,
    List<String> documents,
    ClickedSlates training,
    RandomKey key)
    implements GapMeasure {
  /** Number of refits. */
  static final int REFITS = 40;

  /** Refits take time with the number of slates; a variance is inversely proportional to it. */
  private static final int MOST_SLATES = 5_000;

  @Override
  public Measured of(Log log) {
    PolicyLog policy = new PolicyLog(log, documents);
    Slates slates = new Slates();
    policy.read(session -> add(policy, session, slates));
    return policy.measured("slate", slates.gap());
  }

  /** The gap of slates of independent users. */
  Gap of(ClickedSlates log) {
    Slates slates = new Slates();
    for (int i = 0; i < log.size(); i++) {
      slates.add(new int[][] {log.shown().get(i)}, new double[] {count(log.clicked().get(i))});
    }
    return slates.gap();
  }

  private static int count(boolean[] clicks) {
    int count = 0;
    for (boolean click : clicks) {
      count += click ? 1 : 0;
    }
    return count;
  }

  /** The slates of a log, and what the model predicts for them. */
  private final class Slates {
    private final SlateCounts shown = new SlateCounts();
    private final StepGap gap = new StepGap();

    void add(int[][] slates, double[] clicked) {
      double[] predictions = new double[slates.length];
      for (int t = 0; t < slates.length; t++) {
        predictions[t] = clicks(model, slates[t]);
        shown.add(slates[t]);
      }
      gap.add(predictions, clicked);
    }

    Gap gap() {
      Refits refits = refits(shown);
      double withoutPrior =
          (shown.mean(it -> clicks(model, it)) - refits.bias) / gap.observed() - 1;
      return gap.gap(refits.deviation / gap.observed(), withoutPrior);
    }
  }

  private boolean add(PolicyLog policy, LoggedSession session, Slates slates) {
    int[][] shown = new int[session.steps()][];
    double[] clicked = new double[shown.length];
    for (int t = 0; t < shown.length; t++) {
      int size = session.size(t);
      InvalidOption.unless(
          size == training.positions(),
          "logs",
          "has slates of %s documents, but the fit's log has slates of %s"
              .formatted(size, training.positions()));
      shown[t] = new int[size];
      for (int k = 0; k < size; k++) {
        shown[t][k] = policy.document(session, t, k);
        if (shown[t][k] < 0) {
          return false;
        }
        clicked[t] += session.clicked(t, k) ? 1 : 0;
      }
    }
    slates.add(shown, clicked);
    return true;
  }

  private static double clicks(ClickModel model, int[] slate) {
    double sum = 0;
    for (double probability : model.clickProbabilities(slate)) {
      sum += probability;
    }
    return sum;
  }

  /**
   * What refits predict for the log, on average for a slate.
   *
   * @param deviation standard deviation
   * @param bias their mean minus the prediction of the model from which their clicks are drawn:
   *     what the added successes and failures of the fit do
   */
  private record Refits(double deviation, double bias) {}

  private Refits refits(SlateCounts shown) {
    ClickedSlates slates = training;
    if (training.size() > MOST_SLATES) {
      double step = (double) training.size() / MOST_SLATES;
      slates =
          training.select(IntStream.range(0, MOST_SLATES).map(i -> (int) (i * step)).toArray());
    }
    double[] means = new double[REFITS];
    double mean = 0;
    for (int i = 0; i < REFITS; i++) {
      ClickModel refit = fit.apply(redrawn(slates, key.child(i)));
      means[i] = shown.mean(slate -> clicks(refit, slate));
      mean += means[i] / REFITS;
    }
    double squares = 0;
    for (double each : means) {
      squares += (each - mean) * (each - mean);
    }
    double share = (double) slates.size() / training.size();
    double bias = mean - shown.mean(slate -> clicks(model, slate));
    return new Refits(Math.sqrt(share * squares / REFITS), share * bias);
  }

  private ClickedSlates redrawn(ClickedSlates slates, RandomKey refit) {
    List<boolean[]> clicks = new ArrayList<>();
    for (int i = 0; i < slates.size(); i++) {
      clicks.add(model.draw(slates.shown().get(i), refit.child(i)));
    }
    return new ClickedSlates(slates.documents(), slates.shown(), clicks);
  }
}
