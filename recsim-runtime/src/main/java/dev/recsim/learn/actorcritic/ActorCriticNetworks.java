package dev.recsim.learn.actorcritic;

import dev.recsim.api.Space;
import dev.recsim.api.Tensor;
import dev.recsim.api.Weights;
import dev.recsim.learn.EmbeddingTable;
import dev.recsim.learn.Engine;
import dev.recsim.learn.Engines;
import dev.recsim.learn.Initialization;
import dev.recsim.learn.Layout;
import dev.recsim.learn.Network;
import dev.recsim.learn.UnitVectors;
import dev.recsim.learn.WeightParts;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The parameters of an actor-critic over documents (Dulac-Arnold et al., "Deep reinforcement
 * learning in large discrete action spaces", arXiv 1512.07679). The actor turns a state into a
 * proto-action, a unit vector in the space of the embeddings; the critic turns a state and a
 * document's embedding, scaled to length 1, into a value.
 */
final class ActorCriticNetworks implements AutoCloseable {
  private static final String ACTOR = "actor";
  private static final String CRITIC = "critic";
  private static final String EMBEDDINGS = "embeddings";

  private static final String STATES = "states";

  /** Rows of the critic that are computed at once when it chooses among candidates. */
  private static final int MOST_ROWS = 1 << 14;

  private final Network actor;
  private final Network critic;
  private final EmbeddingTable embeddings;

  /** Learned vectors of states, moved by the critic; null where states are one-hot. */
  private final EmbeddingTable states;

  private final int stateSize;

  private float[] protoActions = {};
  private float[] lengths = {};
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
    actor = engine.create(actorLayout, WeightParts.of(weights, ACTOR));
    critic = engine.create(criticLayout, WeightParts.of(weights, CRITIC));
    embeddings = new EmbeddingTable(weights.tensors().get(EMBEDDINGS), movesTouchedOnly);
    states =
        weights.tensors().containsKey(STATES)
            ? new EmbeddingTable(weights.tensors().get(STATES), movesTouchedOnly)
            : null;
    stateSize = states == null ? 0 : states.size();
  }

  /** Networks with given weights; an error names the tensor that does not fit. */
  static ActorCriticNetworks of(ActorCriticOptions options, Space space, Weights weights) {
    weights.get(EMBEDDINGS, space.documents(), embeddingSize(options, space));
    int stateSize = options.vectorOfState(space.states());
    if (stateSize > 0) {
      weights.get(STATES, space.states(), stateSize);
    }
    return new ActorCriticNetworks(
        Engines.choose(options.engine(), options.hidden()),
        actorLayout(options, space),
        criticLayout(options, space),
        weights,
        options.movesTouchedOnly(space.documents()));
  }

  /** Random weights to start from. */
  static Weights initial(ActorCriticOptions options, Space space, RandomKey key) {
    int stateSize = options.vectorOfState(space.states());
    return weights(
        Initialization.network(actorLayout(options, space), key.child("actor")),
        Initialization.network(criticLayout(options, space), key.child("critic")),
        Initialization.embeddings(
            space.documents(), embeddingSize(options, space), key.child(EMBEDDINGS)),
        stateSize == 0
            ? null
            : Initialization.embeddings(space.states(), stateSize, key.child(STATES)));
  }

  private static Layout actorLayout(ActorCriticOptions options, Space space) {
    int stateSize = options.vectorOfState(space.states());
    int oneHot = stateSize == 0 ? space.states() : 0;
    return new Layout(oneHot, stateSize, options.hidden(), embeddingSize(options, space));
  }

  private static Layout criticLayout(ActorCriticOptions options, Space space) {
    int stateSize = options.vectorOfState(space.states());
    int oneHot = stateSize == 0 ? space.states() : 0;
    return new Layout(oneHot, stateSize + embeddingSize(options, space), options.hidden(), 1);
  }

  private static int embeddingSize(ActorCriticOptions options, Space space) {
    return options.embSize() == null ? space.embeddingSize() : options.embSize();
  }

  Network actor() {
    return actor;
  }

  Network critic() {
    return critic;
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
    int size = embeddings.size();
    if (lengths.length < count) {
      lengths = new float[2 * count];
      protoActions = new float[2 * count * size];
      stateVectors = new float[2 * count * stateSize];
    }
    if (stateSize > 0) {
      states.copyUnits(ofStates, count, stateVectors, stateSize, 0);
    }
    actor.forward(ofStates, stateVectors, count, protoActions);
    UnitVectors.normalize(protoActions, count, size, protoActions, lengths);
    return protoActions;
  }

  /** Adds the actor's gradients by those of the last proto-actions, which are overwritten. */
  void backpropagateProposal(float[] gradients, int count) {
    UnitVectors.backward(gradients, protoActions, lengths, count, embeddings.size());
    actor.backward(gradients, null);
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
    critic.forward(ofStates, features, count, values);
    return values;
  }

  /**
   * Computes the derivatives by the points of the last {@link #evaluateAt}.
   *
   * @param points overwritten; room for {@link #criticFeatures()} a row
   */
  void pointGradients(float[] outputGradients, int count, float[] points) {
    critic.inputGradients(outputGradients, points);
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
    critic.backward(outputGradients, scratch);
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

  /** One step of Adam of all parameters. */
  void step(double actorRate, double criticRate) {
    actor.step(actorRate);
    critic.step(criticRate);
    embeddings.step(criticRate);
    if (states != null) {
      states.step(criticRate);
    }
  }

  /** Moves all parameters towards others: p = (1 - tau) p + tau q. */
  void follow(ActorCriticNetworks source, double tau) {
    actor.follow(source.actor, tau);
    critic.follow(source.critic, tau);
    embeddings.follow(source.embeddings, tau);
    if (states != null) {
      states.follow(source.states, tau);
    }
  }

  /** A copy of all parameters. */
  Weights weights() {
    return weights(
        actor.tensors(),
        critic.tensors(),
        embeddings.tensor(),
        states == null ? null : states.tensor());
  }

  /** Replaces all parameters. */
  void load(Weights weights) {
    Tensor table = weights.get(EMBEDDINGS, embeddings.documents(), embeddings.size());
    Tensor ofStates =
        states == null ? null : weights.get(STATES, states.documents(), states.size());
    actor.load(WeightParts.of(weights, ACTOR));
    critic.load(WeightParts.of(weights, CRITIC));
    embeddings.load(table);
    if (states != null) {
      states.load(ofStates);
    }
  }

  private static Weights weights(
      SortedMap<String, Tensor> actor,
      SortedMap<String, Tensor> critic,
      Tensor embeddings,
      Tensor states) {
    SortedMap<String, Tensor> tensors = new TreeMap<>(WeightParts.named(actor, ACTOR));
    tensors.putAll(WeightParts.named(critic, CRITIC));
    tensors.put(EMBEDDINGS, embeddings);
    if (states != null) {
      tensors.put(STATES, states);
    }
    return new Weights(tensors);
  }

  @Override
  public void close() {
    actor.close();
    critic.close();
  }
}
