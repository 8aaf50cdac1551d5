package dev.recsim.agent.layer;

import dev.recsim.agent.layer.EpsilonGreedyProvider.Options;
import dev.recsim.api.Agent;
import dev.recsim.api.Agent.Perception;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.Part;
import dev.recsim.api.Policy;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;

/**
 * Provider of {@code epsilon_greedy}: an agent that shows a random slate with a given probability.
 */
@Description("Wraps an agent and shows a random slate with a given probability.")
public final class EpsilonGreedyProvider extends LayerProvider<Options> {

  /** Options of {@code epsilon_greedy}. */
  public record Options(
      @Description("The wrapped agent.") Part<AgentProvider<?>> base,
      @Description("Probability of a random slate while the agent learns.")
          @Range(min = 0, max = 1)
          @Default("0.1")
          double epsilon,
      @Description("Probability of a random slate in evaluation.")
          @Range(min = 0, max = 1)
          @Default("0")
          double evaluationEpsilon)
      implements LayerOptions {}

  @Override
  Perception perception(Options options, Space space) {
    return Perception.NONE;
  }

  @Override
  Environment perceived(Options options, Environment environment) {
    return environment;
  }

  @Override
  Agent around(Options options, Environment environment, Agent inside) {
    Space perceived = inside.perception().space(environment.space());
    return new EpsilonGreedy(inside, perceived, options.epsilon(), options.evaluationEpsilon());
  }

  @Override
  public Policy restore(Options options, Environment environment, Weights weights) {
    return Policy.epsilonGreedy(
        restored(options, environment, weights), environment.space(), options.evaluationEpsilon());
  }
}
