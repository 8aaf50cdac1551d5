package dev.recsim.env.metric.group;

import dev.recsim.api.Default;
import dev.recsim.api.Description;
import dev.recsim.api.Environment;
import dev.recsim.api.Measure;
import dev.recsim.api.Metric;
import dev.recsim.api.MetricProvider;
import dev.recsim.api.Range;
import java.util.Arrays;
import java.util.List;

/** Provider of {@code worst_group_reward}. */
@Description("Mean reward of a session of the group of users with the lowest.")
public final class WorstGroupRewardProvider
    implements MetricProvider<WorstGroupRewardProvider.WorstGroupReward> {

  /** Options of {@code worst_group_reward}. */
  public record WorstGroupReward(
      @Description(
              "The feature of the user at the start of the session that makes the groups; state for"
                  + " the state.")
          @Default("state")
          String feature,
      @Description(
              "Smallest value of each group but the first, ascending. Without bounds, the values 0, 1,"
                  + " 2, ... are the groups.")
          @Range
          @Default("[]")
          List<Double> bounds) {}

  @Override
  public String name() {
    return "worst_group_reward";
  }

  @Override
  public Measure create(WorstGroupReward options, Environment environment) {
    return new Worst(Groups.of(options.feature(), options.bounds(), environment.space()));
  }

  private record Worst(Groups groups) implements Measure {
    @Override
    public String description() {
      return "Mean reward of a session of the user group with the lowest, groups by %s."
          .formatted(groups.name());
    }

    @Override
    public Metric.Better better() {
      return Metric.Better.HIGHER;
    }

    @Override
    public int sums() {
      return groups.sums();
    }

    @Override
    public double value(double[] sums, int sessions) {
      double[] means = groups.means(sums);
      return Arrays.stream(means).min().orElse(Double.NaN);
    }

    @Override
    public Count open() {
      return groups.open();
    }
  }
}
