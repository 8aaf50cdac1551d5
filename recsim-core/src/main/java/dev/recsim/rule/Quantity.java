package dev.recsim.rule;

/**
 * A quantity of an agent that is compared: its score, or a metric.
 *
 * @param metric name of the metric; null for the score
 * @param lowerIsBetter whether a rise is a loss
 * @param margin loss that is tolerated; null if the rule decides it or no margin applies
 */
public record Quantity(String metric, boolean lowerIsBetter, Margin margin) {

  /** The score with this margin. */
  public static Quantity score(Margin margin) {
    return new Quantity(null, false, margin);
  }

  /** Whether it is the score and not a metric. */
  public boolean isScore() {
    return metric == null;
  }

  /** The quantity of an agent as reports and {@code recsim.accept} name it. */
  public String of(String agent) {
    return metric == null ? agent : agent + ":" + metric;
  }

  /** A difference as a gain: above 0 if it is for the better. */
  public double gain(double difference) {
    return lowerIsBetter ? -difference : difference;
  }
}
