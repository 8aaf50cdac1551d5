package dev.recsim.learn.actorcritic;

import dev.recsim.api.Space;
import dev.recsim.api.Tensor;
import dev.recsim.api.Weights;
import dev.recsim.learn.EmbeddingTable;
import dev.recsim.learn.Engine;
import dev.recsim.learn.Engines;
import dev.recsim.learn.Initialization;
import dev.recsim.learn.Layout;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The parameters of an actor-critic of users that are states and of documents that are indices: its
 * networks and a learned embedding for each document, scaled to length 1.
 */
final class ActorCriticNetworks extends ActorAndCritic {
  private static final String EMBEDDINGS = "embeddings";

  /** Where neither the options nor the environment tell another. */
  private static final int EMBEDDING_SIZE = 4;

  private static final String STATES = "states";

  /** Rows of the critic that are computed at once when it chooses among candidates. */
  private static final int MOST_ROWS = 1 << 14;

  /** By the names of their tensors. */
  private final SortedMap<String, EmbeddingTable> tables = new TreeMap<>();

  private final EmbeddingTable embeddings;

  /** Learned vectors of states, moved by the critic; null where states are one-hot. */
  private final EmbeddingTable states;

  private final int stateSize;

  private float[] features = {};
  private float[] stateVectors = {};
  private int[] rowStates = {};
  private int[] found = {};
  private float[] values = {};

  ActorCriticNetworks(
      Engine engine,
      Layout actorLayout,
      Layout criticLayout,
      Weights weights,
      boolean movesTouchedOnly) {
    super(engine, actorLayout, criticLayout, weights);
    for (String name : List.of(EMBEDDINGS, STATES)) {
      Tensor tensor = weights.tensors().get(name);
      if (tensor != null) {
        tables.put(name, new EmbeddingTable(tensor, movesTouchedOnly));
      }
    }
    embeddings = tables.get(EMBEDDINGS);
    states = tables.get(STATES);
    stateSize = states == null ? 0 : states.size();
  }

  /** Networks with given weights; an error names the tensor that does not fit. */
  static ActorCriticNetworks of(ActorCriticOptions options, Space space, Weights weights) {
    int size = embeddingSize(options, weights);
    weights.get(EMBEDDINGS, space.documents(), size);
    int stateSize = options.vectorOfState(space.states());
    if (stateSize > 0) {
      weights.get(STATES, space.states(), stateSize);
    }
    return new ActorCriticNetworks(
        Engines.choose(options.engine(), options.hidden()),
        actorLayout(options, space, size),
        criticLayout(options, space, size),
        weights,
        options.movesTouchedOnly(space.documents()));
  }

  /** Random weights to start from. */
  static Weights initial(ActorCriticOptions options, Space space, RandomKey key) {
    int size = options.embSize() == null ? EMBEDDING_SIZE : options.embSize();
    int stateSize = options.vectorOfState(space.states());
    SortedMap<String, Tensor> tensors =
        initial(actorLayout(options, space, size), criticLayout(options, space, size), key);
    tensors.put(
        EMBEDDINGS, Initialization.embeddings(space.documents(), size, key.child(EMBEDDINGS)));
    if (stateSize > 0) {
      tensors.put(STATES, Initialization.embeddings(space.states(), stateSize, key.child(STATES)));
    }
    return new Weights(tensors);
  }

  private static Layout actorLayout(ActorCriticOptions options, Space space, int size) {
    int stateSize = options.vectorOfState(space.states());
    int oneHot = stateSize == 0 ? space.states() : 0;
    return new Layout(oneHot, stateSize, options.hidden(), size);
  }

  private static Layout criticLayout(ActorCriticOptions options, Space space, int size) {
    int stateSize = options.vectorOfState(space.states());
    int oneHot = stateSize == 0 ? space.states() : 0;
    return new Layout(oneHot, stateSize + size, options.hidden(), 1);
  }

  /** That of the options, else that of the weights. */
  private static int embeddingSize(ActorCriticOptions options, Weights weights) {
    Tensor saved = weights.tensors().get(EMBEDDINGS);
    boolean matrix = saved != null && saved.shape().length == 2;
    return options.embSize() != null
        ? options.embSize()
        : matrix ? saved.shape()[1] : EMBEDDING_SIZE;
  }

  EmbeddingTable embeddings() {
    return embeddings;
  }

  /** The learned vectors of states; null where states are one-hot. */
  EmbeddingTable states() {
    return states;
  }

  /** Number of dense features of the critic. */
  int criticFeatures() {
    return stateSize + embeddings.size();
  }

  /** Computes the proto-actions of some states; valid until the next call. */
  float[] propose(int[] ofStates, int count) {
    if (stateVectors.length < count * stateSize) {
      stateVectors = new float[2 * count * stateSize];
    }
    if (stateSize > 0) {
      states.copyUnits(ofStates, count, stateVectors, stateSize, 0);
    }
    return propose(ofStates, stateVectors, count);
  }

  /** Computes the critic's outputs for pairs of a state and a document; valid until the next. */
  float[] evaluate(int[] ofStates, int[] documents, int count) {
    ensure(count);
    embeddings.copyUnits(documents, count, features, criticFeatures(), stateSize);
    return evaluate(ofStates, count);
  }

  /** The same for pairs of a state and a point where documents are. */
  float[] evaluateAt(int[] ofStates, float[] points, int count) {
    ensure(count);
    int size = embeddings.size();
    int width = criticFeatures();
    for (int i = 0; i < count; i++) {
      System.arraycopy(points, i * size, features, i * width + stateSize, size);
    }
    return evaluate(ofStates, count);
  }

  private void ensure(int count) {
    if (values.length < count) {
      values = new float[2 * count];
      features = new float[2 * count * criticFeatures()];
    }
  }

  private float[] evaluate(int[] ofStates, int count) {
    if (stateSize > 0) {
      states.copyUnits(ofStates, count, features, criticFeatures(), 0);
    }
    critic().forward(ofStates, features, count, values);
    return values;
  }

  /**
   * Computes the derivatives by the points of the last {@link #evaluateAt}.
   *
   * @param points overwritten; room for {@link #criticFeatures()} a row
   */
  void pointGradients(float[] outputGradients, int count, float[] points) {
    critic().inputGradients(outputGradients, points);
    int size = embeddings.size();
    for (int i = 0; stateSize > 0 && i < count; i++) {
      System.arraycopy(points, i * criticFeatures() + stateSize, points, i * size, size);
    }
  }

  /**
   * Adds the gradients of the critic, the documents and the states of the last {@link #evaluate}.
   *
   * @param scratch overwritten; room for {@link #criticFeatures()} a row
   */
  void backpropagateValues(
      int[] ofStates, int[] documents, int count, float[] outputGradients, float[] scratch) {
    critic().backward(outputGradients, scratch);
    int width = criticFeatures();
    for (int i = 0; i < count; i++) {
      embeddings.addGradient(documents[i], scratch, i * width + stateSize);
      if (stateSize > 0) {
        states.addGradient(ofStates[i], scratch, i * width);
      }
    }
  }

  /**
   * Finds for some states the candidate with the greatest output of the critic, the first one among
   * equals.
   *
   * @param proposed what {@link #propose} gave for these states
   * @param documents [count], overwritten by the documents; null if not wanted
   * @param outputs [count], overwritten by the critic's outputs; null if not wanted
   */
  void best(
      int[] ofStates,
      int count,
      float[] proposed,
      Candidates candidates,
      RandomKey key,
      int[] documents,
      float[] outputs) {
    int each = candidates.size();
    int atOnce = Math.max(1, MOST_ROWS / each);
    for (int from = 0; from < count; from += atOnce) {
      int some = Math.min(atOnce, count - from);
      if (found.length < some * each) {
        found = new int[Math.max(MOST_ROWS, each)];
        rowStates = new int[found.length];
      }
      candidates.find(proposed, from, some, embeddings, key, found);
      repeat(ofStates, from, some, each);
      float[] scores = evaluate(rowStates, found, some * each);
      choose(scores, from, some, each, documents, outputs);
    }
  }

  private void repeat(int[] ofStates, int from, int count, int each) {
    for (int i = 0; i < count; i++) {
      Arrays.fill(rowStates, i * each, (i + 1) * each, ofStates[from + i]);
    }
  }

  private void choose(
      float[] scores, int from, int count, int each, int[] documents, float[] outputs) {
    for (int i = 0; i < count; i++) {
      int best = i * each;
      for (int j = best + 1; j < (i + 1) * each; j++) {
        best = scores[j] > scores[best] ? j : best;
      }
      if (documents != null) {
        documents[from + i] = found[best];
      }
      if (outputs != null) {
        outputs[from + i] = scores[best];
      }
    }
  }

  @Override
  void step(double actorRate, double criticRate) {
    super.step(actorRate, criticRate);
    tables.values().forEach(table -> table.step(criticRate));
  }

  /** Moves all parameters towards others: p = (1 - tau) p + tau q. */
  void follow(ActorCriticNetworks source, double tau) {
    super.follow(source, tau);
    tables.forEach((name, table) -> table.follow(source.tables.get(name), tau));
  }

  @Override
  Weights weights() {
    SortedMap<String, Tensor> tensors = new TreeMap<>(super.weights().tensors());
    tables.forEach((name, table) -> tensors.put(name, table.tensors().get("")));
    return new Weights(tensors);
  }

  @Override
  void load(Weights weights) {
    tables.forEach((name, table) -> weights.get(name, table.documents(), table.size()));
    super.load(weights);
    tables.forEach(
        (name, table) -> table.load(new TreeMap<>(Map.of("", weights.tensors().get(name)))));
  }
}
