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
}
