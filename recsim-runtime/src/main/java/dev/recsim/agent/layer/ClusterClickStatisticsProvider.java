package dev.recsim.agent.layer;

import dev.recsim.agent.layer.ClusterClickStatisticsProvider.Options;
import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Part;
import dev.recsim.api.Policy;
import dev.recsim.api.Weights;
import dev.recsim.random.RandomKey;

/**
 * Provider of {@code cluster_click_statistics}: an agent that observes the clicks of the session by
 * topic.
 */
@Description(
    "Wraps an agent and adds, for each topic, how many impressions and clicks the"
        + " session has had.")
public final class ClusterClickStatisticsProvider implements AgentProvider<Options> {

  /** Options of {@code cluster_click_statistics}. */
  public record Options(@Description("The wrapped agent.") Part<AgentProvider<?>> base) {}

  @Override
  public String name() {
    return "cluster_click_statistics";
  }

  @Override
  public boolean oracle(Options options) {
    return Layer.oracle(options.base());
  }

  @Override
  public void check(Options options, Environment environment) {
    Layer.given(options.base());
    InvalidOption.unless(
        environment.space().topics() > 0,
        "type",
        "an agent of type "
            + name()
            + " needs an environment whose documents have topics, such as interest_evolution");
    Layer.check(options.base(), perceived(environment));
  }

  @Override
  public Agent create(Options options, Environment environment, RandomKey key) {
    check(options, environment);
    PerceivedEnvironment perceived = perceived(environment);
    return new Layer(perceived.perception(), Layer.create(options.base(), perceived, key));
  }

  @Override
  public Policy restore(Options options, Environment environment, Weights weights) {
    return Layer.restore(options.base(), perceived(environment), weights);
  }

  private static PerceivedEnvironment perceived(Environment environment) {
    return new PerceivedEnvironment(environment, new ClusterClickStatistics(environment.space()));
  }
}
