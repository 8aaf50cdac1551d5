package dev.recsim.learn.actorcritic;

import dev.recsim.api.DeterministicPolicy;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Space;
import dev.recsim.api.Status;
import dev.recsim.api.Transition;
import dev.recsim.api.Weights;
import dev.recsim.learn.Engines;
import dev.recsim.learn.Replay;
import dev.recsim.learn.SamplingAgent;
import dev.recsim.learn.actorcritic.ActorCriticOptions.ActorLoss;
import dev.recsim.learn.actorcritic.ActorCriticOptions.GreedySearch;
import dev.recsim.learn.actorcritic.ActorCriticOptions.Neighbours;
import dev.recsim.learn.actorcritic.ActorCriticOptions.ReplaySampling;
import dev.recsim.random.RandomKey;
import java.util.Arrays;

/**
 * The actor-critic of Dulac-Arnold et al. (arXiv 1512.07679) where documents have features: they
 * are the embeddings, so documents may come and go. Shows slates of the k best documents of the
 * critic among those nearest to the proto-action.
 *
 * <p>Remembers steps and trains on them. The value of a document is what follows when it is on the
 * slate: each document that was shown is regressed on {@code y = r + gamma mean Q'(o', d)}, the
 * mean over the k best of the target networks' shortlist for the observation after the step, and on
 * {@code r} alone where the session ended. The actor is turned towards the k best documents of its
 * own shortlist: mean of -cos(actor(o), sum of their unit features).
 */
final class FeatureActorCritic extends SamplingAgent {
  private final ActorCriticOptions options;
  private final FeatureNetworks online;
  private final FeatureNetworks target;
  private final Shortlist greedy;
  private final Shortlist goals;
  private final Shortlist following;
  private final Replay<Transition> memory;
  private int[] drawn = {};
  private float[] targets = {};
  private float[] gradients = {};

  /** An agent with random networks. */
  FeatureActorCritic(ActorCriticOptions options, Space space, RandomKey key) {
    super(
        Engines.choose(options.engine(), options.hidden()),
        space,
        options.randomDocumentProbability(),
        key.child("replay").child("update"));
    Weights initial = FeatureNetworks.initial(options, space, key.child("networks"));
    int random = options.randomCandidates();
    this.options = options;
    this.online = new FeatureNetworks(options, space, initial);
    this.target = new FeatureNetworks(options, space, initial);
    this.greedy = new Shortlist(online, options.topK(), 0, space.slateSize());
    this.goals = new Shortlist(online, options.topK(), random, space.slateSize());
    this.following = new Shortlist(target, options.nearestInTargets(), random, space.slateSize());
    this.memory = new Replay<>(options.replayCapacity());
  }

  /**
   * Checks that such an agent can act in this space by these options.
   *
   * @throws InvalidOption if it cannot
   */
  static void check(ActorCriticOptions options, Space space) {
    InvalidOption.unless(
        !space.documentFeatures().isEmpty(),
        "type",
        "an agent of type actor_critic needs documents with features, or a world whose users are"
            + " states and whose documents stay, such as transition_matrix");
    InvalidOption.unless(
        options.embSize() == null,
        "embSize",
        "must be left out where documents have features: those are the embedding");
    InvalidOption.unless(
        options.stateSize() == null && options.movedVectors() == null,
        "stateSize",
        "and moved_vectors must be left out where documents have features: nothing is embedded");
    InvalidOption.unless(
        options.greedySearch() != GreedySearch.INDEX,
        "greedySearch",
        "must be exact where documents have features: they come and go");
    InvalidOption.unless(
        options.neighbours() == Neighbours.NORMALIZED,
        "neighbours",
        "must be normalized where documents have features");
    InvalidOption.unless(
        options.actorLoss() == ActorLoss.GREEDY_REGRESSION,
        "actorLoss",
        "must be greedy_regression where documents have features");
    InvalidOption.unless(
        options.replay() == ReplaySampling.LIVE,
        "replay",
        "must be live where documents have features");
  }

  /** The greedy policy of saved weights. */
  static Policy restore(ActorCriticOptions options, Space space, Weights weights) {
    FeatureNetworks networks = new FeatureNetworks(options, space, weights);
    return new Shortlist(networks, options.topK(), 0, space.slateSize());
  }

  @Override
  public DeterministicPolicy greedy() {
    return greedy;
  }

  @Override
  protected void take(Transition transition) {
    memory.add(transition);
  }

  @Override
  protected void train(int batchSize, long update, RandomKey batch) {
    if (drawn.length < batchSize) {
      int rows = batchSize * space.slateSize();
      drawn = new int[batchSize];
      targets = new float[batchSize];
      gradients = new float[Math.max(batchSize * online.size(), rows)];
    }
    for (int i = 0; i < batchSize; i++) {
      drawn[i] = batch.below(i, memory.size());
      targets[i] = target(memory.get(drawn[i]), batch.child("target").child(i));
    }
    online.reserve(batchSize * Math.max(1, space.slateSize()));
    turnActor(batchSize, batch.child("actor"));
    regressCritic(batchSize);
    online.step(options.actorLearningRate().at(update), options.criticLearningRate().at(update));
    target.follow(online, options.tau().at(update));
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
  public Weights weights() {
    return online.weights();
  }

  @Override
  public void load(Weights weights) {
    online.load(weights);
  }

  @Override
  public void close() {
    online.close();
    target.close();
  }
}
