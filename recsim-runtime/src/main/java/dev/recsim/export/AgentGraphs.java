package dev.recsim.export;

import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.learn.actorcritic.ActorCriticOptions;
import dev.recsim.learn.fullslateq.FullSlateQ;
import dev.recsim.learn.scores.SoftmaxAgent;
import dev.recsim.learn.scores.SoftmaxAgent.SoftmaxOptions;
import dev.recsim.learn.slateq.SlateQ;
import dev.recsim.policy.GraphFormat;
import java.util.Optional;
import java.util.function.Consumer;

/** The graphs of the built-in agents with networks, by their options. */
public final class AgentGraphs implements GraphFormat {
  private static final String DRAWN =
      "its slates are drawn, because that earned more in validation, and a graph shows the same"
          + " slate each time; load the policy in Java or Python, or declare training: {keep: last}";

  @Override
  public Optional<byte[]> encode(Record options, Space space, Weights weights) {
    return description(options, weights)
        .map(
            description -> {
              PolicyGraph policy = new PolicyGraph(space, weights);
              description.accept(policy);
              return policy.graph().encode();
            });
  }

  private static Optional<Consumer<PolicyGraph>> description(Record options, Weights weights) {
    if (options instanceof ActorCriticOptions it) {
      return Optional.of(policy -> ChoiceGraph.describe(it, policy));
    }
    if (options instanceof SlateQ.Options it) {
      return Optional.of(policy -> SlateSearchGraph.describe(it, policy));
    }
    if (options instanceof FullSlateQ.Options) {
      return Optional.of(SlateValuesGraph::describe);
    }
    if (options instanceof SoftmaxOptions && SoftmaxAgent.draws(weights)) {
      throw new UnsupportedOperationException(DRAWN);
    }
    return options instanceof SoftmaxOptions
        ? Optional.of(policy -> ScoresGraph.describe(policy, "policy"))
        : Optional.empty();
  }
}
