package dev.recsim.fit.judge;

import java.util.ArrayList;
import java.util.List;

/**
 * Compares predicted click probabilities with the share of clicks, in ten bins of equal width. The
 * expected calibration error is the mean over decisions of the absolute difference in their bin.
 */
public final class Calibration {
  private static final int BINS = 10;

  private final long[] rows = new long[BINS];
  private final long[] clicks = new long[BINS];
  private final double[] predicted = new double[BINS];
  private final double[] variance = new double[BINS];
  private long all;

  /** Adds a decision. */
  public void add(double probability, boolean clicked) {
    int bin = Math.min(BINS - 1, (int) (probability * BINS));
    rows[bin]++;
    clicks[bin] += clicked ? 1 : 0;
    predicted[bin] += probability;
    variance[bin] += probability * (1 - probability);
    all++;
  }

  /**
   * Adds what the log of the fit leaves open about a probability that several decisions share.
   *
   * @param probability their predicted probability
   * @param decisions their number
   * @param deviation standard deviation of the probability
   */
  public void uncertain(double probability, long decisions, double deviation) {
    double error = decisions * deviation;
    variance[Math.min(BINS - 1, (int) (probability * BINS))] += error * error;
  }

  /** The expected calibration error. */
  public double error() {
    double error = 0;
    for (int bin = 0; bin < BINS; bin++) {
      error += Math.abs(clicks[bin] - predicted[bin]);
    }
    return error / all;
  }

  /** Judges the error of probabilities of clicks. */
  public FitFinding finding(double threshold) {
    return finding(
        threshold,
        "Predicted probabilities of clicks differ from the share of clicks by %s on average.",
        "Rewards in this environment are too high for some documents and too low for others.");
  }

  /**
   * Judges the error.
   *
   * @param sentence in which %s is the error
   * @param meaning what it means if the error is too large
   */
  public FitFinding finding(double threshold, String sentence, String meaning) {
    double[] deviations = new double[BINS];
    for (int bin = 0; bin < BINS; bin++) {
      deviations[bin] = Math.sqrt(variance[bin]) / all;
    }
    return FitFinding.atMost(
        "calibration",
        error(),
        threshold,
        Chance.ofAbsoluteSum(deviations),
        sentence.formatted(NumberText.text(error())),
        meaning);
  }

  /** The bins that have decisions. */
  public Picture picture() {
    List<String> labels = new ArrayList<>();
    List<Double> data = new ArrayList<>();
    List<Double> model = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      if (rows[bin] > 0) {
        labels.add("0." + bin + (bin == BINS - 1 ? " to 1" : " to 0." + (bin + 1)));
        data.add((double) clicks[bin] / rows[bin]);
        model.add(predicted[bin] / rows[bin]);
      }
    }
    return new Picture(
        "calibration",
        "Calibration",
        "predicted probability of a click",
        labels.toArray(String[]::new),
        data.stream().mapToDouble(it -> it).toArray(),
        model.stream().mapToDouble(it -> it).toArray());
  }
}
