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

/** Provider of {@code group_reward_gap}. */
@Description("Difference between the mean rewards of the best and the worst group of users.")
public final class GroupRewardGapProvider
    implements MetricProvider<GroupRewardGapProvider.GroupRewardGap> {

  /** Options of {@code group_reward_gap}. */
  public record GroupRewardGap(
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
    return "group_reward_gap";
  }

  @Override
  public Measure create(GroupRewardGap options, Environment environment) {
    return new Gap(Groups.of(options.feature(), options.bounds(), environment.space()));
  }

  private record Gap(Groups groups) implements Measure {
    @Override
    public String description() {
      return "Difference between the mean rewards of a session of the best and the worst user group, groups by %s."
          .formatted(groups.name());
    }

    @Override
    public Metric.Better better() {
      return Metric.Better.LOWER;
    }

    @Override
    public int sums() {
      return groups.sums();
    }

    @Override
    public double value(double[] sums, int sessions) {
      double[] means = groups.means(sums);
      return means.length < 2
          ? Double.NaN
          : Arrays.stream(means).max().orElseThrow() - Arrays.stream(means).min().orElseThrow();
    }

    @Override
    public Count open() {
      return groups.open();
    }
  }
}
