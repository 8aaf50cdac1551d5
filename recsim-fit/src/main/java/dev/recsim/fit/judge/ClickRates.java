package dev.recsim.fit.judge;

import java.util.stream.IntStream;

/** Clicks at each position beside predicted ones. */
public final class ClickRates {
  private final double[] clicks;
  private final double[] predicted;
  private final double[] variance;
  private long slates;

  public ClickRates(int positions) {
    clicks = new double[positions];
    predicted = new double[positions];
    variance = new double[positions];
  }

  /**
   * Adds a slate.
   *
   * @param p probability of a click at each position; later entries are not read
   */
  public void add(double[] p, boolean[] clicked) {
    slates++;
    for (int k = 0; k < clicks.length; k++) {
      clicks[k] += clicked[k] ? 1 : 0;
      predicted[k] += p[k];
      variance[k] += p[k] * (1 - p[k]);
    }
  }

  /** Judges the relative error of the rate, the largest of all positions. */
  public FitFinding finding(double threshold) {
    double worst = 0;
    int position = 0;
    double[] deviations = new double[clicks.length];
    for (int k = 0; k < clicks.length; k++) {
      double error = Math.abs(clicks[k] / predicted[k] - 1);
      deviations[k] = Math.sqrt(variance[k]) / predicted[k];
      position = error > worst ? k : position;
      worst = Math.max(worst, error);
    }
    return FitFinding.atMost(
        "click_rate",
        worst,
        threshold,
        Chance.ofLargest(deviations),
        "The largest relative error is at position %s: users click %s in the log and %s in the model."
            .formatted(
                position + 1,
                NumberText.percent(clicks[position] / slates),
                NumberText.percent(predicted[position] / slates)),
        "Agents that order slates well or badly are misjudged.");
  }

  /** The rates by position. */
  public Picture picture() {
    return new Picture(
        "click_rate",
        "Clicks by position",
        "position",
        IntStream.rangeClosed(1, clicks.length).mapToObj(Integer::toString).toArray(String[]::new),
        IntStream.range(0, clicks.length).mapToDouble(k -> clicks[k] / slates).toArray(),
        IntStream.range(0, clicks.length).mapToDouble(k -> predicted[k] / slates).toArray());
  }
}
