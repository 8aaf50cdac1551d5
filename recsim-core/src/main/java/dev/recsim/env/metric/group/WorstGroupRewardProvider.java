package dev.recsim.env.metric.group;

import dev.recsim.api.Environment;
import dev.recsim.api.Metric;
import dev.recsim.api.MetricProvider;
import dev.recsim.api.MetricProvider.Measure;
import dev.recsim.api.Options.Description;
import java.util.Arrays;

/** Provider of {@code worst_group_reward}. */
@Description("Mean reward of a session of the group of users with the lowest.")
public final class WorstGroupRewardProvider implements MetricProvider<GroupOptions> {

  @Override
  public Measure create(GroupOptions options, Environment environment) {
    return Groups.of(options, environment.space())
        .measure(
            "Mean reward of a session of the user group with the lowest",
            Metric.Better.HIGHER,
            means -> Arrays.stream(means).min().orElse(Double.NaN));
  }
}
