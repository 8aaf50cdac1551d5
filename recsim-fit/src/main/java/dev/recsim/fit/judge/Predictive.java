package dev.recsim.fit.judge;

import dev.recsim.stats.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * A posterior predictive check: statistics of the held-out log beside those of logs of the same
 * size that the model simulates.
 *
 * @param names of the statistics
 * @param data value of each in the log
 * @param simulated [simulation][statistic]
 */
public record Predictive(List<String> names, double[] data, double[][] simulated) {
  /** Number of simulated logs. */
  public static final int SIMULATIONS = 200;

  /**
   * Simulates.
   *
   * @param simulation the statistics of a simulated log, by its number
   */
  public static Predictive of(List<String> names, double[] data, IntFunction<double[]> simulation) {
    double[][] simulated = new double[SIMULATIONS][];
    for (int i = 0; i < SIMULATIONS; i++) {
      simulated[i] = simulation.apply(i);
    }
    return new Predictive(names, data, simulated);
  }

  /**
   * Judges the largest relative difference between the log and the mean of the simulations. Chance
   * follows from the standard deviation of the simulations, with Bonferroni's correction for the
   * number of statistics.
   */
  public FitFinding finding(double threshold) {
    double worst = -1;
    double chance = 0;
    List<String> sentences = new ArrayList<>();
    for (int s = 0; s < data.length; s++) {
      int statistic = s;
      double[] sorted =
          Arrays.stream(simulated).mapToDouble(it -> it[statistic]).sorted().toArray();
      double mean = Estimate.mean(sorted);
      double low = sorted[(int) (0.025 * sorted.length)];
      double high = sorted[(int) (0.975 * sorted.length) - 1];
      double error = relative(data[s] - mean, mean);
      if (error > worst) {
        worst = error;
        chance = relative(Chance.ofLargest(deviations(sorted, mean)), mean);
      }
      sentences.add(
          "%s is %s in the log and %s to %s in simulated ones"
              .formatted(
                  names.get(s),
                  NumberText.text(data[s]),
                  NumberText.text(low),
                  NumberText.text(high)));
    }
    return FitFinding.atMost(
        "predictive",
        worst,
        threshold,
        chance,
        sentence(sentences),
        "Sessions that this environment simulates do not look like those of the log.");
  }

  /** The standard deviation of the simulations, once for each statistic. */
  private double[] deviations(double[] values, double mean) {
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    double[] deviations = new double[data.length];
    Arrays.fill(deviations, Math.sqrt(squares / (values.length - 1)));
    return deviations;
  }

  private static double relative(double difference, double mean) {
    return difference == 0 ? 0 : Math.abs(difference) / Math.max(Math.abs(mean), 1e-12);
  }

  private static String sentence(List<String> parts) {
    String all = String.join("; ", parts);
    return all.substring(0, 1).toUpperCase(Locale.ROOT) + all.substring(1) + ".";
  }
}
