package dev.recsim.experimentfile.record;

import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;

/**
 * A record of predictions and outcomes.
 *
 * @param experiment file of the experiment, relative to the record's file
 * @param metric {@code reward} or a metric of the experiment
 * @param level of intervals
 */
public record RecordOptions(
    @Description("The experiment whose effects are predicted, relative to this file.")
        String experiment,
    @Description("What is predicted: reward, or a metric of the experiment.") @Default("reward")
        String metric,
    @Description("Level of the intervals.") @Default("0.9") @Range(min = 0.5, below = 1)
        double level) {
  /** The metric that is the mean reward of a session. */
  public static final String REWARD = "reward";
}
