package dev.recsim.learn.actorcritic;

import dev.recsim.api.Learner;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Status;
import dev.recsim.api.Transition;
import dev.recsim.api.Weights;
import dev.recsim.learn.Engines;
import dev.recsim.learn.TransitionMemory;
import dev.recsim.random.RandomKey;
import java.util.Arrays;

/**
 * Remembers steps and trains on them. The value of a document is what follows when it is on the
 * slate: each document that was shown is regressed on {@code y = r + gamma mean Q'(o', d)}, the
 * mean over the k best of the target networks' shortlist for the observation after the step, and on
 * {@code r} alone where the session ended. The actor is turned towards the k best documents of its
 * own shortlist: mean of -cos(actor(o), sum of their unit features).
 */
final class FeatureLearner implements Learner {
  private final ActorCriticOptions options;
  private final Space space;
  private final FeatureNetworks online;
  private final FeatureNetworks target;
  private final FeaturePolicy greedy;
  private final Shortlist goals;
  private final Shortlist following;
  private final RandomKey key;

  private final TransitionMemory memory;
  private long updates;
  private int[] drawn = {};
  private float[] targets = {};
  private float[] gradients = {};

  FeatureLearner(
      ActorCriticOptions options,
      Space space,
      FeatureNetworks online,
      FeatureNetworks target,
      FeaturePolicy greedy,
      RandomKey key) {
    this.options = options;
    this.space = space;
    this.online = online;
    this.target = target;
    this.greedy = greedy;
    this.goals =
        new Shortlist(online, options.topK(), options.randomCandidates(), space.slateSize());
    this.following =
        new Shortlist(
            target, options.nearestInTargets(), options.randomCandidates(), space.slateSize());
    this.key = key;
    this.memory = new TransitionMemory(options.replayCapacity());
  }

  @Override
  public Policy exploring() {
    return this::explore;
  }

  private Slate explore(Observation observation, RandomKey decision) {
    return decision.uniform(0) < options.randomDocumentProbability().at(updates)
        ? Slate.random(observation.documents(space), space.slateSize(), decision.child("slate"))
        : greedy.choose(observation);
  }

  @Override
  public void observe(Transition transition) {
    memory.add(transition);
  }

  @Override
  public void update(int batchSize) {
    memory.requireTransitions();
    RandomKey draws = key.child("update").child(updates);
    if (drawn.length < batchSize) {
      int rows = batchSize * space.slateSize();
      drawn = new int[batchSize];
      targets = new float[batchSize];
      gradients = new float[Math.max(batchSize * online.size(), rows)];
    }
    for (int i = 0; i < batchSize; i++) {
      drawn[i] = draws.below(i, memory.size());
      targets[i] = target(memory.get(drawn[i]), draws.child("target").child(i));
    }
    online.reserve(batchSize * Math.max(1, space.slateSize()));
    turnActor(batchSize, draws.child("actor"));
    regressCritic(batchSize);
    online.step(options.actorLearningRate().at(updates), options.criticLearningRate().at(updates));
    target.follow(online, options.tau().at(updates));
    updates++;
  }

  /** The target of a step, in units of the scale. */
  private float target(Transition transition, RandomKey draws) {
    double reward = transition.step().reward() / options.valueScale();
    if (transition.step().status() == Status.ENDED) {
      return (float) reward;
    }
    following.look(transition.step().next(), draws);
    return (float) (reward + options.gamma() * following.slateValue());
  }

  private void turnActor(int batchSize, RandomKey draws) {
    int features = online.size();
    Arrays.fill(gradients, 0, batchSize * features, 0);
    for (int i = 0; i < batchSize; i++) {
      Observation seen = memory.get(drawn[i]).observation();
      goals.look(seen, draws.child(i));
      float[] units = online.look(seen);
      for (int p = 0; p < space.slateSize(); p++) {
        for (int k = 0; k < features; k++) {
          gradients[i * features + k] -=
              units[goals.document(p) * features + k] / (batchSize * space.slateSize());
        }
      }
    }
    for (int i = 0; i < batchSize; i++) {
      online.writeUser(i, memory.get(drawn[i]).observation());
    }
    online.propose(batchSize);
    online.backpropagateProposals(gradients, batchSize);
  }

  private void regressCritic(int batchSize) {
    int shown = space.slateSize();
    for (int i = 0; i < batchSize; i++) {
      Transition transition = memory.get(drawn[i]);
      online.look(transition.observation());
      for (int p = 0; p < shown; p++) {
        int document = transition.slate().document(p);
        online.writePair(i * shown + p, transition.observation(), document);
      }
    }
    int rows = batchSize * shown;
    float[] outputs = online.evaluate(rows);
    for (int row = 0; row < rows; row++) {
      gradients[row] = 2 * (outputs[row] - targets[row / shown]) / rows;
    }
    online.critic().backward(gradients, null);
  }

  @Override
  public String engine() {
    return Engines.choose(options.engine(), options.hidden()).name();
  }

  @Override
  public Weights weights() {
    return online.weights();
  }

  @Override
  public void load(Weights weights) {
    online.load(weights);
  }
}
