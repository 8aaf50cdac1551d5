package dev.recsim.export;

import dev.recsim.api.Space;
import dev.recsim.api.Weights.Tensor;
import dev.recsim.export.OnnxGraph.Edge;
import dev.recsim.export.OnnxGraph.Type;
import dev.recsim.learn.slateq.SlateQ;
import dev.recsim.learn.slateq.SlateQ.NetworkChoice;
import dev.recsim.learn.slateq.SlateQ.NoClick;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Describes the policy of {@code slate_q} as a graph. The scores are the values of the documents,
 * in units of {@code value_scale}. The choice weights are inputs.
 */
final class SlateSearchGraph {
  /** More passes of Dinkelbach's method than any slate needs, see {@code SlateSearchGraphTest}. */
  static final int PASSES = 24;

  private final SlateQ.Options options;
  private final PolicyGraph policy;
  private final OnnxGraph graph;
  private final Space space;
  private final Perceptron network;

  /** Weights w and values q, [batch, candidates]; those of no click, [batch, 1]. All are double. */
  private Edge weights;

  private Edge values;
  private Edge noClickWeight;
  private Edge noClickValue;

  private SlateSearchGraph(SlateQ.Options options, PolicyGraph policy) {
    this.options = options;
    this.policy = policy;
    this.graph = policy.graph();
    this.space = policy.space();
    this.network = policy.network("value");
  }

  static void describe(SlateQ.Options options, PolicyGraph policy) {
    new SlateSearchGraph(options, policy).describe();
  }

  private void describe() {
    Edge scores = options.network() == NetworkChoice.ADDITIVE ? additive() : pairs();
    values = graph.cast(scores, Type.DOUBLE);
    weights = policy.choiceWeights();
    noClickWeight = policy.noClickWeight();
    policy.slate(
        switch (options.selection()) {
          case TOP_K -> largest(noClickValue);
          case GREEDY -> greedy();
          case OPTIMAL -> optimal();
        });
    policy.scores(scores);
  }

  /** The values of documents, [batch, candidates], as the policy computes them. */
  private Edge additive() {
    int width = space.documentFeatures().size();
    Edge rows = network.rows(0, space.userFeatures().size());
    Edge value = network.outputs(graph.node("MatMul", policy.user(), rows));
    Edge affinity = graph.node("MatMul", policy.user(), affinities(width));
    Edge coefficients = graph.sum(affinity, vector("item.bias"));
    Edge root = graph.floats(new float[] {(float) Math.sqrt(width)}, 1);
    Edge each = graph.unsqueeze(graph.node("Div", coefficients, root), 2);
    noClickValue =
        learnsNoClick()
            ? graph.cast(graph.sum(value, vector("no_click.bias")), Type.DOUBLE)
            : zero();
    Edge products = graph.node("MatMul", policy.features(false), each);
    return graph.sum(value, graph.squeeze(products, 2));
  }

  /** A diagonal matrix, [user features, document features]. */
  private Edge affinities(int width) {
    float[] diagonal = policy.tensor("item.affinity").data();
    int rows = space.userFeatures().size();
    float[] matrix = new float[rows * width];
    for (int j = 0; j < diagonal.length; j++) {
      matrix[j * width + j] = diagonal[j];
    }
    return graph.floats(matrix, rows, width);
  }

  private Edge vector(String name) {
    Tensor tensor = policy.tensor(name);
    return graph.floats(tensor.data(), tensor.shape());
  }

  /** The values of documents, [batch, candidates], by a network of pairs. */
  private Edge pairs() {
    int kinds = learnsNoClick() ? 2 : 0;
    int users = space.userFeatures().size();
    Edge user = graph.node("MatMul", policy.user(), network.rows(kinds, users));
    Edge document =
        graph.node(
            "MatMul",
            policy.features(true),
            network.rows(kinds + users, space.documentFeatures().size()));
    List<Edge> parts = new ArrayList<>(List.of(graph.unsqueeze(user, 1), document));
    if (learnsNoClick()) {
      noClickValue = graph.cast(network.outputs(user, network.rows(1, 1)), Type.DOUBLE);
      parts.add(network.rows(0, 1));
    } else {
      noClickValue = zero();
    }
    return graph.squeeze(network.outputs(parts.toArray(Edge[]::new)), 2);
  }

  private boolean learnsNoClick() {
    return options.noClick() == NoClick.LEARNED;
  }

  private Edge zero() {
    return graph.doubles(new double[1], 1, 1);
  }

  /** The documents with the largest w (q - z), [batch, positions]. */
  private Edge largest(Edge z) {
    Edge keys = graph.node("Mul", weights, graph.node("Sub", values, z));
    return graph.largest(keys, policy.slateSize());
  }

  private Edge optimal() {
    Edge slate = largest(noClickValue);
    for (int pass = 0; pass < PASSES; pass++) {
      slate = largest(value(slate));
    }
    return slate;
  }

  /** The values of slates, [batch, 1]. */
  private Edge value(Edge slate) {
    Edge shown = graph.pick(weights, slate);
    Edge products = graph.node("Mul", shown, graph.pick(values, slate));
    Edge sum = graph.sum(graph.node("Mul", noClickWeight, noClickValue), graph.total(products, 1));
    return ratio(sum, graph.sum(noClickWeight, graph.total(shown, 1)));
  }

  /** The value of no click where all weights are 0. */
  private Edge ratio(Edge sum, Edge weight) {
    Edge some = graph.node("Greater", weight, zero());
    return graph.node("Where", some, graph.node("Div", sum, weight), noClickValue);
  }

  private Edge greedy() {
    Edge one = graph.longs(new long[] {1}, 1);
    Edge sum = graph.node("Mul", noClickWeight, noClickValue);
    Edge weight = noClickWeight;
    Edge gains = graph.node("Mul", weights, values);
    Edge never = graph.doubles(new double[] {Double.NEGATIVE_INFINITY}, 1, 1);
    Edge taken = graph.node("Sub", weights, weights);
    Edge[] slate = new Edge[space.slateSize()];
    for (int p = 0; p < slate.length; p++) {
      Edge value = ratio(graph.sum(sum, gains), graph.sum(weight, weights));
      slate[p] = graph.largest(graph.sum(value, taken), one);
      Edge last = graph.node("Expand", never, graph.node("Shape", slate[p]));
      taken = graph.node("ScatterElements", Map.of("axis", 1), taken, slate[p], last);
      sum = graph.sum(sum, graph.pick(gains, slate[p]));
      weight = graph.sum(weight, graph.pick(weights, slate[p]));
    }
    return graph.concat(1, slate);
  }
}
