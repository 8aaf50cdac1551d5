package dev.recsim.export;

import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.export.OnnxGraph.Edge;
import dev.recsim.learn.Slates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Describes the policy of {@code full_slate_q} as a graph. The scores are those of all ordered
 * slates, in lexicographic order. There must be as many candidates as the environment has
 * documents.
 */
final class SlateValuesGraph {
  private SlateValuesGraph() {}

  static void describe(PolicyGraph policy) {
    OnnxGraph graph = policy.graph();
    Space space = policy.space();
    Perceptron network = policy.network("");
    int size = space.slateSize();
    long[][] columns = slates(space);
    int count = columns[0].length;
    List<Edge> parts = new ArrayList<>(policy.observed(network));
    Edge[] positions = new Edge[size];
    for (int p = 0; p < size; p++) {
      Edge shown = graph.longs(columns[p], count);
      int from = policy.observedWidth() + p * policy.documentWidth();
      parts.add(graph.gather(policy.documents(network, from), shown, 1));
      positions[p] = graph.unsqueeze(shown, 1);
    }
    Edge values = graph.squeeze(network.outputs(parts.toArray(Edge[]::new)), 2);
    Edge best = graph.squeeze(graph.node("ArgMax", Map.of("axis", 1), values), 1);
    policy.slate(graph.gather(graph.concat(1, positions), best, 0));
    policy.scores(values, count);
  }

  /** The documents of all ordered slates, by position. */
  private static long[][] slates(Space space) {
    int size = space.slateSize();
    List<Slate> all = new Slates(space, true).of(new Observation(0));
    long[][] columns = new long[size][all.size()];
    for (int i = 0; i < all.size(); i++) {
      for (int p = 0; p < size; p++) {
        columns[p][i] = all.get(i).document(p);
      }
    }
    return columns;
  }
}
