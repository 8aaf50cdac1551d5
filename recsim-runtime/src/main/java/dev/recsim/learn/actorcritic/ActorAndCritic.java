package dev.recsim.learn.actorcritic;

import dev.recsim.api.Tensor;
import dev.recsim.api.Weights;
import dev.recsim.learn.Engine;
import dev.recsim.learn.Initialization;
import dev.recsim.learn.Layout;
import dev.recsim.learn.Network;
import dev.recsim.learn.UnitVectors;
import dev.recsim.learn.WeightParts;
import dev.recsim.random.RandomKey;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The networks of an actor-critic over documents (Dulac-Arnold et al., "Deep reinforcement learning
 * in large discrete action spaces", arXiv 1512.07679). The actor turns a user into a proto-action,
 * a unit vector in the space where documents are; the critic turns a user and a document into a
 * value.
 */
abstract class ActorAndCritic implements AutoCloseable {
  private static final String ACTOR = "actor";
  private static final String CRITIC = "critic";

  private final Network actor;
  private final Network critic;
  private float[] protoActions = {};
  private float[] lengths = {};

  ActorAndCritic(Engine engine, Layout actorLayout, Layout criticLayout, Weights weights) {
    actor = engine.create(actorLayout, WeightParts.of(weights, ACTOR));
    critic = engine.create(criticLayout, WeightParts.of(weights, CRITIC));
  }

  /** Random tensors to start from. */
  static SortedMap<String, Tensor> initial(Layout actor, Layout critic, RandomKey key) {
    return named(
        Initialization.network(actor, key.child(ACTOR)),
        Initialization.network(critic, key.child(CRITIC)));
  }

  private static SortedMap<String, Tensor> named(
      SortedMap<String, Tensor> actor, SortedMap<String, Tensor> critic) {
    SortedMap<String, Tensor> tensors = new TreeMap<>(WeightParts.named(actor, ACTOR));
    tensors.putAll(WeightParts.named(critic, CRITIC));
    return tensors;
  }

  final Network actor() {
    return actor;
  }

  final Network critic() {
    return critic;
  }

  /** Computes the proto-actions of some users; valid until the next call. */
  final float[] propose(int[] states, float[] users, int count) {
    int size = actor.layout().outputs();
    if (lengths.length < count) {
      lengths = new float[2 * count];
      protoActions = new float[2 * count * size];
    }
    actor.forward(states, users, count, protoActions);
    UnitVectors.normalize(protoActions, 0, count, size, protoActions, lengths);
    return protoActions;
  }

  /** Adds the actor's gradients by those of the last proto-actions, which are overwritten. */
  final void backpropagateProposals(float[] gradients, int count) {
    UnitVectors.backward(gradients, protoActions, lengths, 0, count, actor.layout().outputs());
    actor.backward(gradients, null);
  }

  /** One step of Adam of all parameters. */
  void step(double actorRate, double criticRate) {
    actor.step(actorRate);
    critic.step(criticRate);
  }

  /** Moves the networks towards others: p = (1 - tau) p + tau q. */
  void follow(ActorAndCritic source, double tau) {
    actor.follow(source.actor, tau);
    critic.follow(source.critic, tau);
  }

  /** A copy of all parameters. */
  Weights weights() {
    return new Weights(named(actor.tensors(), critic.tensors()));
  }

  /** Replaces all parameters. */
  void load(Weights weights) {
    actor.load(WeightParts.of(weights, ACTOR));
    critic.load(WeightParts.of(weights, CRITIC));
  }

  @Override
  public final void close() {
    actor.close();
    critic.close();
  }
}
