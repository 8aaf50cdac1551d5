package dev.recsim.learn;

import dev.recsim.api.Space;
import dev.recsim.api.Tensor;
import dev.recsim.api.Weights;
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
  private static final String ACTOR = "actor.";
  private static final String CRITIC = "critic.";
  private static final String EMBEDDINGS = "embeddings";

  private final Network actor;
  private final Network critic;
  private final EmbeddingTable embeddings;

  private float[] protoActions = {};
  private float[] lengths = {};
  private float[] features = {};
  private int[] rowStates = {};
  private int[] found = {};
  private float[] values = {};

  ActorCriticNetworks(Engine engine, Layout actorLayout, Layout criticLayout, Weights weights) {
    actor = engine.create(actorLayout, part(weights, ACTOR));
    critic = engine.create(criticLayout, part(weights, CRITIC));
    embeddings = new EmbeddingTable(weights.tensors().get(EMBEDDINGS));
  }

  /** Networks with given weights; an error names the tensor that does not fit. */
  static ActorCriticNetworks of(ActorCriticOptions options, Space space, Weights weights) {
    int size = embeddingSize(options, space);
    weights.get(EMBEDDINGS, space.documents(), size);
    return new ActorCriticNetworks(
        Engines.choose(options.engine(), options.hidden()),
        new Layout(space.states(), 0, options.hidden(), size),
        new Layout(space.states(), size, options.hidden(), 1),
        weights);
  }

  /** Random weights to start from. */
  static Weights initial(ActorCriticOptions options, Space space, RandomKey key) {
    int size = embeddingSize(options, space);
    Layout actorLayout = new Layout(space.states(), 0, options.hidden(), size);
    Layout criticLayout = new Layout(space.states(), size, options.hidden(), 1);
    return weights(
        Initialization.network(actorLayout, key.child("actor")),
        Initialization.network(criticLayout, key.child("critic")),
        Initialization.embeddings(space.documents(), size, key.child(EMBEDDINGS)));
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

  /** Computes the proto-actions of some states; valid until the next call. */
  float[] propose(int[] states, int count) {
    int size = embeddings.size();
    if (lengths.length < count) {
      lengths = new float[2 * count];
      protoActions = new float[2 * count * size];
    }
    actor.forward(states, null, count, protoActions);
    UnitVectors.normalize(protoActions, count, size, protoActions, lengths);
    return protoActions;
  }

  /** Adds the actor's gradients by those of the last proto-actions, which are overwritten. */
  void backpropagateProposal(float[] gradients, int count) {
    UnitVectors.backward(gradients, protoActions, lengths, count, embeddings.size());
    actor.backward(gradients, null);
  }

  /** Computes the critic's outputs for pairs of a state and a document; valid until the next. */
  float[] evaluate(int[] states, int[] documents, int count) {
    int size = embeddings.size();
    if (values.length < count) {
      values = new float[2 * count];
      features = new float[2 * count * size];
    }
    embeddings.copyUnits(documents, count, features);
    critic.forward(states, features, count, values);
    return values;
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
      int[] states,
      int count,
      float[] proposed,
      Candidates candidates,
      RandomKey key,
      int[] documents,
      float[] outputs) {
    int each = candidates.size();
    if (found.length < count * each) {
      found = new int[2 * count * each];
      rowStates = new int[2 * count * each];
    }
    candidates.find(proposed, count, embeddings, key, found);
    repeat(states, count, each);
    select(evaluate(rowStates, found, count * each), count, each, documents, outputs);
  }

  private void repeat(int[] states, int count, int each) {
    for (int i = 0; i < count; i++) {
      Arrays.fill(rowStates, i * each, (i + 1) * each, states[i]);
    }
  }

  private void select(float[] scores, int count, int each, int[] documents, float[] outputs) {
    for (int i = 0; i < count; i++) {
      int best = i * each;
      for (int j = best + 1; j < (i + 1) * each; j++) {
        best = scores[j] > scores[best] ? j : best;
      }
      if (documents != null) {
        documents[i] = found[best];
      }
      if (outputs != null) {
        outputs[i] = scores[best];
      }
    }
  }

  /** Moves all parameters towards others: p = (1 - tau) p + tau q. */
  void follow(ActorCriticNetworks source, double tau) {
    actor.follow(source.actor, tau);
    critic.follow(source.critic, tau);
    embeddings.follow(source.embeddings, tau);
  }

  /** A copy of all parameters. */
  Weights weights() {
    return weights(actor.tensors(), critic.tensors(), embeddings.tensor());
  }

  /** Replaces all parameters. */
  void load(Weights weights) {
    Tensor table = weights.get(EMBEDDINGS, embeddings.documents(), embeddings.size());
    actor.load(part(weights, ACTOR));
    critic.load(part(weights, CRITIC));
    embeddings.load(table);
  }

  private static Weights weights(
      SortedMap<String, Tensor> actor, SortedMap<String, Tensor> critic, Tensor embeddings) {
    SortedMap<String, Tensor> tensors = new TreeMap<>();
    actor.forEach((name, tensor) -> tensors.put(ACTOR + name, tensor));
    critic.forEach((name, tensor) -> tensors.put(CRITIC + name, tensor));
    tensors.put(EMBEDDINGS, embeddings);
    return new Weights(tensors);
  }

  private static SortedMap<String, Tensor> part(Weights weights, String prefix) {
    SortedMap<String, Tensor> part = new TreeMap<>();
    weights
        .tensors()
        .forEach(
            (name, tensor) -> {
              if (name.startsWith(prefix)) {
                part.put(name.substring(prefix.length()), tensor);
              }
            });
    return part;
  }

  @Override
  public void close() {
    actor.close();
    critic.close();
  }
}
