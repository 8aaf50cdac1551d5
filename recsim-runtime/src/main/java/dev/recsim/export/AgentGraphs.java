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
import java.util.SortedMap;
import java.util.function.Consumer;

/** The graphs of the built-in agents with networks, by their options. */
public final class AgentGraphs implements GraphFormat {
  private static final String VERSION = "recsim.version";
  private static final String DESCRIPTION = "recsim.description";
  private static final int PRODUCER_VERSION = 3;
  private static final int DOC_STRING = 6;
  private static final int PROPERTY = 14;

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

  /**
   * Appends fields of the model: Protocol Buffers merges the parts of a message that follow each
   * other. The properties are {@code metadata_props}, and a sentence is the {@code doc_string}.
   */
  @Override
  public byte[] describe(byte[] graph, SortedMap<String, String> origin) {
    Message model = new Message().bytes(graph);
    Optional.ofNullable(origin.get(VERSION)).ifPresent(it -> model.text(PRODUCER_VERSION, it));
    Optional.ofNullable(origin.get(DESCRIPTION)).ifPresent(it -> model.text(DOC_STRING, it));
    origin.forEach(
        (name, text) -> model.message(PROPERTY, new Message().text(1, name).text(2, text)));
    return model.encode();
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
