package dev.recsim.fit.judge;

/** Compares the number of clicks with that which a model predicts for what was shown. */
public final class Surplus {
  private long decisions;
  private double clicks;
  private double predicted;
  private double variance;

  /** Adds a decision. */
  public void add(double probability, boolean clicked) {
    decisions++;
    clicks += clicked ? 1 : 0;
    predicted += probability;
    variance += probability * (1 - probability);
  }

  /** Share of the decisions with a click. */
  public double rate() {
    return clicks / decisions;
  }

  /** The share that the model predicts. */
  public double predictedRate() {
    return predicted / decisions;
  }

  /** Clicks divided by predicted ones. */
  public double ratio() {
    return clicks / predicted;
  }

  /** Standard deviation of {@link #ratio} under the model. */
  public double deviation() {
    return Math.sqrt(variance) / predicted;
  }

  /**
   * Judges the change of the ratio between the first and the last fifth of a log. A change of the
   * logging policy is no drift of the users.
   *
   * @param what what was counted, as the start of a sentence
   */
  public static FitFinding drift(String what, Surplus first, Surplus last, double threshold) {
    double spread =
        first.variance / (first.predicted * first.predicted)
            + last.variance / (last.predicted * last.predicted);
    return FitFinding.atMost(
        "drift",
        Math.abs(last.ratio() - first.ratio()),
        threshold,
        Chance.ofLargest(Math.sqrt(spread)),
        "%s were %s of those that the model predicts in the first fifth of the log, and %s in the last."
            .formatted(what, NumberText.percent(first.ratio()), NumberText.percent(last.ratio())),
        "Users changed while the log was written; the environment mixes both.");
  }
}
