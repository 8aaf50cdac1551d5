package dev.recsim.export;

import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.learn.actorcritic.ActorCriticOptions;
import dev.recsim.learn.fullslateq.FullSlateQ;
import dev.recsim.learn.scores.SoftmaxAgent.SoftmaxOptions;
import dev.recsim.learn.slateq.SlateQ;
import dev.recsim.policy.GraphFormat;
import java.util.Optional;
import java.util.function.Consumer;

/** The graphs of the built-in agents with networks, by their options. */
public final class AgentGraphs implements GraphFormat {

  @Override
  public Optional<byte[]> encode(Record options, Space space, Weights weights) {
    return description(options)
        .map(
            description -> {
              PolicyGraph policy = new PolicyGraph(space, weights);
              description.accept(policy);
              return policy.graph().encode();
            });
  }

  private static Optional<Consumer<PolicyGraph>> description(Record options) {
    if (options instanceof ActorCriticOptions it) {
      return Optional.of(policy -> ChoiceGraph.describe(it, policy));
    }
    if (options instanceof SlateQ.Options it) {
      return Optional.of(policy -> SlateSearchGraph.describe(it, policy));
    }
    if (options instanceof FullSlateQ.Options) {
      return Optional.of(SlateValuesGraph::describe);
    }
    return options instanceof SoftmaxOptions
        ? Optional.of(policy -> ScoresGraph.describe(policy, "policy"))
        : Optional.empty();
  }
}
