package dev.recsim.agent.layer;

import dev.recsim.agent.layer.ClusterClickStatisticsProvider.Options;
import dev.recsim.api.Agent.Perception;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Part;
import dev.recsim.api.Space;

/**
 * Provider of {@code cluster_click_statistics}: an agent that observes the clicks of the session by
 * topic.
 */
@Description(
    "Wraps an agent and adds, for each topic, how many impressions and clicks the"
        + " session has had.")
public final class ClusterClickStatisticsProvider extends LayerProvider<Options> {

  /** Options of {@code cluster_click_statistics}. */
  public record Options(@Description("The wrapped agent.") Part<AgentProvider<?>> base)
      implements LayerOptions {}

  @Override
  public void check(Options options, Environment environment) {
    InvalidOption.unless(
        environment.space().topics() > 0,
        "type",
        "an agent of type "
            + name()
            + " needs an environment whose documents have topics, such as interest_evolution");
    super.check(options, environment);
  }

  @Override
  Perception perception(Options options, Space space) {
    return new ClusterClickStatistics(space);
  }
}
