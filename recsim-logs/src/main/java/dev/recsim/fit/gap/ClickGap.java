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

  @Override
  public Measured of(Log log) {
    PolicyLog policy = new PolicyLog(log, documents);
    SlateCounts shown = new SlateCounts();
    StepGap gap = new StepGap();
    policy.read(session -> add(policy, session, shown, gap));
    return policy.measured("slate", gap.gap(spread(shown) / gap.observed()));
  }

  private boolean add(PolicyLog policy, LoggedSession session, SlateCounts shown, StepGap gap) {
    int[][] slates = new int[session.steps()][];
    double[] predictions = new double[slates.length];
    double[] rewards = new double[slates.length];
    for (int t = 0; t < slates.length; t++) {
      int size = session.size(t);
      InvalidOption.unless(
          size == training.positions(),
          "logs",
          "has slates of %s documents, but the fit's log has slates of %s"
              .formatted(size, training.positions()));
      slates[t] = new int[size];
      for (int k = 0; k < size; k++) {
        slates[t][k] = policy.document(session, t, k);
        if (slates[t][k] < 0) {
          return false;
        }
        rewards[t] += session.clicked(t, k) ? 1 : 0;
      }
      predictions[t] = clicks(model, slates[t]);
    }
    for (int[] slate : slates) {
      shown.add(slate);
    }
    gap.add(predictions, rewards);
    return true;
  }

  private static double clicks(ClickModel model, int[] slate) {
    double sum = 0;
    for (double probability : model.clickProbabilities(slate)) {
      sum += probability;
    }
    return sum;
  }

  /** The standard deviation of the mean number of clicks that refits predict. */
  private double spread(SlateCounts shown) {
    double[] means = new double[REFITS];
    double mean = 0;
    for (int i = 0; i < REFITS; i++) {
      ClickModel refit = fit.apply(redrawn(key.child(i)));
      means[i] = shown.mean(slate -> clicks(refit, slate));
      mean += means[i] / REFITS;
    }
    double squares = 0;
    for (double each : means) {
      squares += (each - mean) * (each - mean);
    }
    return Math.sqrt(squares / REFITS);
  }

  private ClickedSlates redrawn(RandomKey refit) {
    List<boolean[]> clicks = new ArrayList<>();
    for (int i = 0; i < training.size(); i++) {
      clicks.add(model.draw(training.shown().get(i), refit.child(i)));
    }
    return new ClickedSlates(training.documents(), training.shown(), clicks);
  }
}
