package dev.recsim.env.metric.group;

import dev.recsim.api.Environment;
import dev.recsim.api.Metric;
import dev.recsim.api.MetricProvider;
import dev.recsim.api.MetricProvider.Measure;
import dev.recsim.api.Options.Description;
import java.util.Arrays;

/** Provider of {@code group_reward_gap}. */
@Description("Difference between the mean rewards of the best and the worst group of users.")
public final class GroupRewardGapProvider implements MetricProvider<GroupOptions> {

  @Override
  public Measure create(GroupOptions options, Environment environment) {
    return Groups.of(options, environment.space())
        .measure(
            "Difference between the mean rewards of a session of the best and the worst user group",
            Metric.Better.LOWER,
            GroupRewardGapProvider::gap);
  }

  private static double gap(double[] means) {
    return means.length < 2
        ? Double.NaN
        : Arrays.stream(means).max().orElseThrow() - Arrays.stream(means).min().orElseThrow();
  }
}
