package dev.recsim.export;

import dev.recsim.api.Space;
import dev.recsim.api.Weights.Tensor;
import dev.recsim.export.OnnxGraph.Edge;
import dev.recsim.learn.actorcritic.ActorCriticOptions;
import dev.recsim.learn.actorcritic.ActorCriticOptions.Neighbours;
import dev.recsim.vectors.UnitVectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Describes the policy of {@code actor_critic} as a graph. The scores are the critic's outputs;
 * minus infinity for documents that are not among those near the actor's proposal. The search for
 * these is exact.
 */
final class ChoiceGraph {
  private static final float SHORTEST = 1e-12f;

  private final PolicyGraph policy;
  private final OnnxGraph graph;
  private final Space space;
  private final boolean raw;

  /** Number of nearest documents, at least the slate size. */
  private final int nearest;

  private final Perceptron actor;
  private final Perceptron critic;

  private ChoiceGraph(ActorCriticOptions options, PolicyGraph policy) {
    this.policy = policy;
    graph = policy.graph();
    space = policy.space();
    raw = options.neighbours() == Neighbours.RAW;
    int near = options.topK() == null ? ActorCriticOptions.NEAREST : options.topK();
    nearest = Math.max(near, space.slateSize());
    actor = policy.network("actor");
    critic = policy.network("critic");
  }

  /** Adds scores and slates. */
  static void describe(ActorCriticOptions options, PolicyGraph policy) {
    ChoiceGraph choice = new ChoiceGraph(options, policy);
    if (policy.space().tabular()) {
      choice.amongLearnedVectors();
    } else {
      choice.amongFeatures();
    }
  }

  private void amongLearnedVectors() {
    Tensor stored = policy.tensor("embeddings");
    Tensor units = units(stored);
    int documents = space.documents();
    Edge scores;
    if (nearest >= documents) {
      scores = values(graph.unsqueeze(graph.floats(units.data(), units.shape()), 0));
      policy.slate(first(scores, places(scores), space.slateSize()));
    } else {
      Edge proposals = unit(actor.outputs(ofState(actor)));
      Edge near = closest(proposals, raw ? stored : units);
      Edge values = values(graph.gather(graph.floats(units.data(), units.shape()), near, 0));
      policy.slate(first(values, near, space.slateSize()));
      Edge rows = graph.length(policy.state(), 0);
      Edge size = graph.longs(new long[] {documents}, 1);
      scores = scattered(graph.concat(0, rows, size), near, values);
    }
    policy.scores(scores);
  }

  /** The numbers of the learned vectors nearest to proposals, [batch, nearest]. */
  private Edge closest(Edge proposals, Tensor vectors) {
    Edge closeness = graph.node("MatMul", proposals, policy.transposed(vectors));
    if (raw) {
      Edge twice = graph.sum(closeness, closeness);
      closeness = graph.node("Sub", twice, graph.floats(squares(vectors), space.documents()));
    }
    return graph.largest(closeness, graph.longs(new long[] {nearest}, 1));
  }

  private static float[] squares(Tensor vectors) {
    int size = vectors.shape()[1];
    float[] squares = new float[vectors.shape()[0]];
    for (int i = 0; i < vectors.data().length; i++) {
      squares[i / size] += vectors.data()[i] * vectors.data()[i];
    }
    return squares;
  }

  private void amongFeatures() {
    Edge vectors = policy.documents();
    Edge proposals = actor.outputs(policy.observed(actor).toArray(Edge[]::new));
    Edge away = graph.node("Sub", vectors, proposals);
    Edge closeness =
        graph.node("Neg", graph.squeeze(graph.total(graph.node("Mul", away, away), 2), 2));
    int count = Math.min(nearest, space.documents());
    Edge batch = graph.length(vectors, 0);
    Edge candidates = graph.length(vectors, 1);
    // There may be fewer candidates than documents: places behind them are never among the best.
    Edge behind = never(graph.concat(0, batch, graph.longs(new long[] {count}, 1)));
    Edge keys = graph.concat(1, closeness, behind);
    Edge near = first(keys, places(keys), count);
    Edge last = graph.node("Sub", candidates, graph.longs(new long[] {1}, 1));
    Edge existing = graph.unsqueeze(graph.node("Min", near, last), 2);
    Edge found = values(graph.node("GatherND", Map.of("batch_dims", 1), vectors, existing));
    Edge none = graph.floats(new float[] {Float.NEGATIVE_INFINITY}, 1);
    Edge values = graph.node("Where", graph.node("Less", near, candidates), found, none);
    policy.slate(first(values, near, space.slateSize()));
    Edge all = scattered(graph.node("Shape", keys), near, values);
    Edge zero = graph.longs(new long[1], 1);
    policy.scores(graph.node("Slice", all, zero, candidates, graph.longs(new long[] {1}, 1)));
  }

  /**
   * The items with the largest keys, largest first, in the order of {@code Choice}: of equal ones
   * the first, and the item at the place that is filled goes to the place of the one that is taken.
   *
   * @param keys [batch, n]
   * @param items [batch, n]
   * @param count how many, n or fewer
   */
  private Edge first(Edge keys, Edge items, int count) {
    if (count == 1) {
      return graph.pick(items, graph.node("ArgMax", Map.of("axis", 1), keys));
    }
    Edge zero = graph.longs(new long[1], 1);
    Edge one = graph.longs(new long[] {1}, 1);
    Edge end = graph.longs(new long[] {Long.MAX_VALUE}, 1);
    Edge[] taken = new Edge[count];
    for (int i = 0; i < count; i++) {
      Edge best = graph.node("ArgMax", Map.of("axis", 1), keys);
      taken[i] = graph.pick(items, best);
      if (i < count - 1) {
        keys = graph.node("Slice", exchanged(keys, best, zero), one, end, one);
        items = graph.node("Slice", exchanged(items, best, zero), one, end, one);
      }
    }
    return graph.concat(1, taken);
  }

  /** With the first element of each row also at another place. */
  private Edge exchanged(Edge x, Edge place, Edge zero) {
    return graph.node("ScatterElements", Map.of("axis", 1), x, place, graph.gather(x, zero, 1));
  }

  /** The numbers from 0 along axis 1, for each row. */
  private Edge places(Edge like) {
    Edge shape = graph.node("Shape", like);
    Edge same = graph.node("Expand", graph.floats(new float[1], 1), shape);
    return graph.largest(same, graph.length(like, 1));
  }

  /** The critic's outputs for vectors of documents [batch or 1, n, size], [batch, n]. */
  private Edge values(Edge vectors) {
    List<Edge> parts = new ArrayList<>();
    int before = policy.observedWidth();
    if (space.tabular()) {
      parts.add(graph.unsqueeze(ofState(critic), 1));
      before = stateWidth();
    } else {
      parts.addAll(policy.observed(critic));
    }
    int size = space.tabular() ? policy.tensor("embeddings").shape()[1] : policy.documentWidth();
    parts.add(graph.node("MatMul", vectors, critic.rows(before, size)));
    return graph.squeeze(critic.outputs(parts.toArray(Edge[]::new)), 2);
  }

  private int stateWidth() {
    return policy.has("states") ? policy.tensor("states").shape()[1] : space.states();
  }

  /** The product of states with a network's first inputs, [batch, units]. */
  private Edge ofState(Perceptron network) {
    Edge rows = network.rows(0, stateWidth());
    if (!policy.has("states")) {
      return graph.gather(rows, policy.state(), 0);
    }
    Tensor units = units(policy.tensor("states"));
    Edge vectors = graph.gather(graph.floats(units.data(), units.shape()), policy.state(), 0);
    return graph.node("MatMul", vectors, rows);
  }

  /** Scores of this shape: the values of the nearest documents, minus infinity for others. */
  private Edge scattered(Edge shape, Edge near, Edge values) {
    return graph.node("ScatterElements", Map.of("axis", 1), never(shape), near, values);
  }

  /** Minus infinity in this shape. */
  private Edge never(Edge shape) {
    return graph.node("Expand", graph.floats(new float[] {Float.NEGATIVE_INFINITY}, 1), shape);
  }

  private static Tensor units(Tensor vectors) {
    int count = vectors.shape()[0];
    float[] units = new float[vectors.data().length];
    UnitVectors.normalize(vectors.data(), 0, count, vectors.shape()[1], units, new float[count]);
    return Tensor.matrix(count, vectors.shape()[1], units);
  }

  /** Vectors scaled to length 1. */
  private Edge unit(Edge vectors) {
    Edge squares = graph.total(graph.node("Mul", vectors, vectors), 1);
    Edge shortest = graph.floats(new float[] {SHORTEST}, 1);
    return graph.node("Div", vectors, graph.node("Max", graph.node("Sqrt", squares), shortest));
  }
}
