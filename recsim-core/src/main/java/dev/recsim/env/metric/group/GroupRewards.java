package dev.recsim.env.metric.group;

import dev.recsim.api.Environment;
import dev.recsim.api.Metric.Better;
import dev.recsim.api.MetricProvider;
import dev.recsim.api.Options.Description;
import java.util.Arrays;

/** The providers of metrics of the mean rewards of groups of users. */
public final class GroupRewards {
  private GroupRewards() {}

  /** Provider of {@code group_reward_gap}. */
  @Description("Difference between the mean rewards of the best and the worst group of users.")
  public static final class GroupRewardGapProvider implements MetricProvider<GroupOptions> {
    @Override
    public Measure create(GroupOptions options, Environment environment) {
      String what =
          "Difference between the mean rewards of a session of the best and the worst user group";
      return Groups.of(options, environment.space()).measure(what, Better.LOWER, this::gap);
    }

    private double gap(double[] means) {
      return means.length < 2
          ? Double.NaN
          : Arrays.stream(means).max().orElseThrow() - Arrays.stream(means).min().orElseThrow();
    }
  }

  /** Provider of {@code worst_group_reward}. */
  @Description("Mean reward of a session of the group of users with the lowest.")
  public static final class WorstGroupRewardProvider implements MetricProvider<GroupOptions> {
    @Override
    public Measure create(GroupOptions options, Environment environment) {
      String what = "Mean reward of a session of the user group with the lowest";
      return Groups.of(options, environment.space())
          .measure(what, Better.HIGHER, means -> Arrays.stream(means).min().orElse(Double.NaN));
    }
  }
}
