package dev.recsim.learn.actorcritic;

import dev.recsim.api.DeterministicPolicy;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Transition;
import dev.recsim.api.Weights;
import dev.recsim.learn.Engines;
import dev.recsim.learn.IndexBuilder;
import dev.recsim.learn.Replay;
import dev.recsim.learn.SamplingAgent;
import dev.recsim.learn.actorcritic.ActorCriticOptions.ReplaySampling;
import dev.recsim.random.RandomKey;
import java.util.ServiceLoader;

/**
 * Remembers transitions and trains on them. The target of a transition is {@code r + gamma max
 * Q'(s', d)} over the candidates d of the target networks, and {@code r} alone where the session
 * ended; one that was cut off goes on in the target.
 */
final class ActorCritic extends SamplingAgent {
  private final ActorCriticOptions options;
  private final RandomKey key;
  private final ActorCriticNetworks online;

  /** Null at gamma 0: targets are rewards. */
  private final ActorCriticNetworks target;

  private final GreedyPolicy greedy;
  private final GreedyPolicy exploring;
  private final ActorCriticGradients gradients;
  private final Replay<Remembered> memory;

  private Replay<Remembered> snapshot;
  private int position;
  private int epochs;

  ActorCritic(ActorCriticOptions options, Space space, RandomKey key) {
    super(
        Engines.choose(options.engine(), options.hidden()),
        space,
        options.randomDocumentProbability(),
        key.child("replay").child("update"));
    Weights initial = ActorCriticNetworks.initial(options, space, key.child("networks"));
    this.options = options;
    this.key = key.child("replay");
    this.online = ActorCriticNetworks.of(options, space, initial);
    this.target = options.gamma() == 0 ? null : ActorCriticNetworks.of(options, space, initial);
    this.greedy = policy(options, space, online, options.indexed());
    this.exploring = options.indexed() ? policy(options, space, online, false) : greedy;
    this.gradients = new ActorCriticGradients(options, space, online, target);
    this.memory = new Replay<>(options.replayCapacity());
  }

  static GreedyPolicy policy(
      ActorCriticOptions options, Space space, ActorCriticNetworks networks, boolean indexed) {
    IndexBuilder indexing = indexed ? indexing() : null;
    Candidates candidates =
        new Candidates(space.documents(), options.topK(), 0, options.neighbours(), indexing);
    return new GreedyPolicy(networks, candidates, space.states());
  }

  private static IndexBuilder indexing() {
    return ServiceLoader.load(IndexBuilder.class, IndexBuilder.class.getClassLoader())
        .findFirst()
        .orElseThrow(() -> new InvalidOption("greedySearch", "no index is on the class path"));
  }

  @Override
  public DeterministicPolicy greedy() {
    return greedy;
  }

  @Override
  protected DeterministicPolicy exploit() {
    return exploring;
  }

  @Override
  protected Slate random(Observation seen, RandomKey decision) {
    return Slate.of(decision.below(1, space.documents()));
  }

  @Override
  protected void take(Transition transition) {
    memory.add(Remembered.of(transition));
  }

  @Override
  public void startEpoch(int epochUpdates, int batchSize) {
    if (options.replay() == ReplaySampling.EPOCH_SNAPSHOT) {
      requireTransitions();
      snapshot =
          memory.draw(
              Math.multiplyExact(epochUpdates, batchSize), key.child("epoch").child(epochs++));
      position = 0;
    }
  }

  @Override
  protected void train(int batchSize, long update, RandomKey batch) {
    collect(batchSize, batch);
    gradients.compute(batch.child("candidates"));
    online.step(options.actorLearningRate().at(update), options.criticLearningRate().at(update));
    if (target != null) {
      target.follow(online, options.tau().at(update));
    }
    forget();
  }

  private void collect(int batchSize, RandomKey batch) {
    gradients.start(batchSize);
    for (int i = 0; i < batchSize; i++) {
      if (snapshot == null) {
        gradients.add(memory.get(batch.below(i, memory.size())));
      } else {
        gradients.add(snapshot.get(position));
        position = (position + 1) % snapshot.size();
      }
    }
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

  @Override
  public void close() {
    online.close();
    if (target != null) {
      target.close();
    }
  }
}
