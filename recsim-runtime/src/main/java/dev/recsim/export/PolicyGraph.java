package dev.recsim.export;

import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.api.Weights.Tensor;
import dev.recsim.export.OnnxGraph.Edge;
import dev.recsim.export.OnnxGraph.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A greedy policy as a graph of ONNX. Its inputs are what an observation has, as it is observed:
 * features are standardized in the graph. An input is part of the file only if it is used.
 *
 * <table>
 * <caption>Inputs</caption>
 * <tr><td>{@code state}</td><td>int64 [batch]</td></tr>
 * <tr><td>{@code user}</td><td>double [batch, user features]</td></tr>
 * <tr><td>{@code documents}</td><td>double [batch, candidates, document features]</td></tr>
 * <tr><td>{@code topics}</td><td>int64 [batch, candidates], -1 for none</td></tr>
 * <tr><td>{@code weights}</td><td>double [batch, candidates], choice weights</td></tr>
 * <tr><td>{@code no_click_weight}</td><td>double [batch], weight of choosing nothing</td></tr>
 * </table>
 *
 * <p>The output {@code slate}, int64 [batch, positions], has the positions of candidates, best
 * first. All observations of a batch have the same number of candidates, at least the slate size.
 */
public final class PolicyGraph {
  /** Largest number of documents. */
  public static final int MOST_DOCUMENTS = 100_000;

  private static final String BATCH = "batch";
  private static final String CANDIDATES = "candidates";
  private static final double CLIPPED = 10;

  private final OnnxGraph graph = new OnnxGraph();
  private final Space space;
  private final Weights weights;
  private Edge state;
  private Edge user;
  private Edge scaledUser;
  private Edge documents;
  private Edge topics;
  private Edge vectors;

  /**
   * Creates a graph without nodes.
   *
   * @param space space of the observations
   * @param weights parameters of the policy
   * @throws UnsupportedOperationException if there are too many documents
   */
  public PolicyGraph(Space space, Weights weights) {
    this.space = space;
    this.weights = weights;
    if (space.documents() > MOST_DOCUMENTS) {
      throw new UnsupportedOperationException(
          "there are %s documents, and a graph has at most %s"
              .formatted(space.documents(), MOST_DOCUMENTS));
    }
  }

  /** The graph, to add nodes. */
  public OnnxGraph graph() {
    return graph;
  }

  public Space space() {
    return space;
  }

  /** A network of the policy. */
  public Perceptron network(String name) {
    return new Perceptron(graph, weights, name);
  }

  /**
   * A tensor of the policy.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public Tensor tensor(String name) {
    Tensor tensor = weights.tensors().get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("there is no tensor " + name);
    }
    return tensor;
  }

  /** Whether the policy has this tensor. */
  public boolean has(String name) {
    return weights.tensors().containsKey(name);
  }

  /** The states, [batch]. */
  public Edge state() {
    state = state != null ? state : graph.input("state", Type.LONG, BATCH);
    return state;
  }

  /** The features of the users, standardized, [batch, user features]. */
  public Edge user() {
    if (scaledUser == null) {
      user = graph.input("user", Type.DOUBLE, BATCH, space.userFeatures().size());
      scaledUser = graph.cast(clipped(scaled(user, "features.user")), Type.FLOAT);
    }
    return scaledUser;
  }

  /** The features of the documents as observed, [batch, candidates, document features]. */
  private Edge observed() {
    if (documents == null) {
      int features = space.documentFeatures().size();
      documents = graph.input("documents", Type.DOUBLE, BATCH, CANDIDATES, features);
    }
    return documents;
  }

  /** The topics, [batch, candidates]. */
  public Edge topics() {
    topics = topics != null ? topics : graph.input("topics", Type.LONG, BATCH, CANDIDATES);
    return topics;
  }

  /** The choice weights of the documents, [batch, candidates], double. */
  public Edge choiceWeights() {
    return rounded(graph.input("weights", Type.DOUBLE, BATCH, CANDIDATES));
  }

  /** The choice weight of no document, [batch, 1], double. */
  public Edge noClickWeight() {
    return rounded(graph.unsqueeze(graph.input("no_click_weight", Type.DOUBLE, BATCH), 1));
  }

  /** Rounds to single precision, as the policy does. */
  private Edge rounded(Edge x) {
    return graph.cast(graph.cast(x, Type.FLOAT), Type.DOUBLE);
  }

  private Edge scaled(Edge x, String name) {
    Edge centered = graph.node("Sub", x, doubles(tensor(name + ".mean")));
    return graph.node("Div", centered, doubles(tensor(name + ".deviation")));
  }

  private Edge clipped(Edge x) {
    Edge least = graph.doubles(new double[] {-CLIPPED});
    Edge most = graph.doubles(new double[] {CLIPPED});
    return graph.node("Clip", x, least, most);
  }

  private Edge doubles(Tensor tensor) {
    double[] values = new double[tensor.data().length];
    Arrays.setAll(values, i -> tensor.data()[i]);
    return graph.doubles(values, values.length);
  }

  /** The features of the documents, standardized, [batch, candidates, document features]. */
  public Edge features(boolean clip) {
    Edge scaled = scaled(observed(), "features.document");
    return graph.cast(clip ? clipped(scaled) : scaled, Type.FLOAT);
  }

  /**
   * The vectors of the documents, [batch, candidates, size]: standardized features, then the topic,
   * one-hot.
   */
  public Edge documents() {
    if (vectors == null) {
      vectors = encoded();
    }
    return vectors;
  }

  private Edge encoded() {
    List<Edge> parts = new ArrayList<>();
    if (!space.documentFeatures().isEmpty()) {
      parts.add(features(true));
    }
    if (space.topics() > 0) {
      long[] numbers = new long[space.topics()];
      Arrays.setAll(numbers, i -> i);
      Edge all = graph.longs(numbers, numbers.length);
      Edge same = graph.node("Equal", graph.unsqueeze(topics(), 2), all);
      parts.add(graph.cast(same, Type.FLOAT));
    }
    return graph.concat(2, parts.toArray(Edge[]::new));
  }

  /** Length of a document's part of an input: its vector, or its index, one-hot. */
  public int documentWidth() {
    boolean indices = space.topics() == 0 && space.documentFeatures().isEmpty();
    return indices ? space.documents() : space.documentFeatures().size() + space.topics();
  }

  /** Length of the states' and the users' part of an input. */
  public int observedWidth() {
    return categories() + space.userFeatures().size();
  }

  private int categories() {
    return space.states() == 1 ? 0 : space.states();
  }

  /**
   * The products of states and users with a network's first inputs, [batch, 1, units]; empty if
   * there are neither.
   */
  public List<Edge> observed(Perceptron network) {
    List<Edge> parts = new ArrayList<>();
    if (categories() > 0) {
      parts.add(graph.gather(network.rows(0, categories()), state(), 0));
    } else if (space.tabular()) {
      // There is nothing to observe, but the size of the batch must come from an input.
      Edge nothing = graph.floats(new float[network.units()], 1, network.units());
      parts.add(graph.gather(nothing, state(), 0));
    }
    int features = space.userFeatures().size();
    if (features > 0) {
      parts.add(graph.node("MatMul", user(), network.rows(categories(), features)));
    }
    return parts.isEmpty()
        ? parts
        : List.of(graph.unsqueeze(graph.sum(parts.toArray(Edge[]::new)), 1));
  }

  /**
   * The products of the documents with a network's inputs from {@code from} on, [batch or 1,
   * candidates, units].
   */
  public Edge documents(Perceptron network, int from) {
    Edge rows = network.rows(from, documentWidth());
    return space.documentFeatures().isEmpty() && space.topics() == 0
        ? graph.unsqueeze(rows, 0)
        : graph.node("MatMul", documents(), rows);
  }

  /** A matrix with rows and columns exchanged. */
  static Edge transposed(OnnxGraph graph, Tensor matrix) {
    int rows = matrix.shape()[0];
    int columns = matrix.shape()[1];
    float[] data = new float[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        data[j * rows + i] = matrix.data()[i * columns + j];
      }
    }
    return graph.floats(data, columns, rows);
  }

  /** A matrix with rows and columns exchanged. */
  public Edge transposed(Tensor matrix) {
    return transposed(graph, matrix);
  }

  /** The slate size, [1]. */
  public Edge slateSize() {
    return graph.longs(new long[] {space.slateSize()}, 1);
  }

  /** Sets the slates, [batch, positions]. */
  public void slate(Edge slates) {
    graph.output("slate", slates, Type.LONG, BATCH, space.slateSize());
  }

  /**
   * Sets the scores.
   *
   * @param scores [batch, ..]
   * @param count number of scores, or the name of a free axis
   */
  public void scores(Edge scores, Object count) {
    graph.output("scores", scores, Type.FLOAT, BATCH, count);
  }

  /** Sets the scores of the candidates, [batch, candidates]. */
  public void scores(Edge scores) {
    scores(scores, space.tabular() ? space.documents() : CANDIDATES);
  }
}
