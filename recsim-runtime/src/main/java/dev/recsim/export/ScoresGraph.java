package dev.recsim.export;

import dev.recsim.export.OnnxGraph.Edge;
import java.util.ArrayList;
import java.util.List;

/** Describes {@link dev.recsim.learn.scores.CandidateScores} as a graph. */
final class ScoresGraph {
  private ScoresGraph() {}

  /**
   * Adds the scores of all candidates, and the slate with the largest ones.
   *
   * @param name of the network among the weights
   */
  static void describe(PolicyGraph policy, String name) {
    OnnxGraph graph = policy.graph();
    Perceptron network = policy.network(name);
    Edge scores;
    if (policy.space().tabular()) {
      int states = policy.space().states();
      scores = network.outputs(graph.gather(network.rows(0, states), policy.state(), 0));
    } else {
      List<Edge> parts = new ArrayList<>(policy.observed(network));
      parts.add(policy.documents(network, policy.observedWidth()));
      scores = graph.squeeze(network.outputs(parts.toArray(Edge[]::new)), 2);
    }
    policy.slate(graph.largest(scores, policy.slateSize()));
    policy.scores(scores);
  }
}
