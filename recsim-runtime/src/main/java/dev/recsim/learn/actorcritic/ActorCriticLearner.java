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
import dev.recsim.learn.Replay;
import dev.recsim.learn.actorcritic.ActorCriticOptions.ReplaySampling;
import dev.recsim.random.RandomKey;

/**
 * Remembers transitions and trains on them. The target of a transition is {@code r + gamma max
 * Q'(s', d)} over the candidates d of the target networks, and {@code r} alone where the session
 * ended; one that was cut off goes on in the target.
 */
final class ActorCriticLearner implements Learner {
  private final ActorCriticOptions options;
  private final String engine;
  private final RandomKey key;
  private final int documents;
  private final ActorCriticNetworks online;
  private final ActorCriticNetworks target;
  private final GreedyPolicy greedy;
  private final GreedyPolicy exploring;
  private final ActorCriticGradients gradients;
  private final Replay replay;

  private Replay snapshot;
  private int position;
  private int epochs;
  private long updates;

  ActorCriticLearner(
      ActorCriticOptions options,
      Space space,
      ActorCriticNetworks online,
      ActorCriticNetworks target,
      GreedyPolicy greedy,
      GreedyPolicy exploring,
      RandomKey key) {
    this.options = options;
    this.engine = Engines.choose(options.engine(), options.hidden()).name();
    this.key = key;
    this.documents = space.documents();
    this.online = online;
    this.target = target;
    this.greedy = greedy;
    this.exploring = exploring;
    this.gradients = new ActorCriticGradients(options, space, online, target);
    this.replay = new Replay(options.replayCapacity());
  }

  @Override
  public Policy exploring() {
    return this::explore;
  }

  private Slate explore(Observation observation, RandomKey decision) {
    boolean random = decision.uniform(0) < options.randomDocumentProbability().at(updates);
    return random ? Slate.of(decision.below(1, documents)) : exploring.choose(observation);
  }

  @Override
  public void observe(Transition transition) {
    replay.add(
        transition.observation().state(),
        transition.slate().document(0),
        (float) transition.step().reward(),
        transition.step().next().state(),
        transition.step().status() == Status.ENDED);
  }

  @Override
  public void startEpoch(int epochUpdates, int batchSize) {
    if (options.replay() == ReplaySampling.EPOCH_SNAPSHOT) {
      requireTransitions();
      snapshot =
          replay.draw(
              Math.multiplyExact(epochUpdates, batchSize), key.child("epoch").child(epochs++));
      position = 0;
    }
  }

  @Override
  public void update(int batchSize) {
    requireTransitions();
    RandomKey draws = key.child("update").child(updates);
    collect(batchSize, draws);
    gradients.compute(draws.child("candidates"));
    online.step(options.actorLearningRate().at(updates), options.criticLearningRate().at(updates));
    if (target != null) {
      target.follow(online, options.tau().at(updates));
    }
    forget();
    updates++;
  }

  private void collect(int batchSize, RandomKey draws) {
    gradients.start(batchSize);
    for (int i = 0; i < batchSize; i++) {
      if (snapshot == null) {
        gradients.add(replay, draws.below(i, replay.size()));
      } else {
        gradients.add(snapshot, position);
        position = (position + 1) % snapshot.size();
      }
    }
  }

  private void requireTransitions() {
    if (replay.size() == 0) {
      throw new IllegalStateException("nothing was observed yet: warm up before the first update");
    }
  }

  @Override
  public String engine() {
    return engine;
  }

  @Override
  public Weights weights() {
    return online.weights();
  }

  @Override
  public void load(Weights weights) {
    online.load(weights);
    forget();
  }

  private void forget() {
    greedy.forget();
    exploring.forget();
  }
}
