package dev.recsim.learn.actorcritic;

import dev.recsim.api.Space;
import dev.recsim.learn.actorcritic.ActorCriticOptions.ActorLoss;
import dev.recsim.random.RandomKey;
import java.util.Arrays;

/**
 * Losses of a batch and their gradients. A batch of a small world holds few distinct states and
 * pairs of a state and a document, so each is computed once and weighted by how often it occurs:
 * the same losses for less.
 *
 * <p>Critic: mean over the batch of ((Q(s, d) - y) / scale)^2, where Q is scale times the critic's
 * output. Actor: mean of -cos(actor(s), e(d*)) with d* the document of the greatest Q(s, d) among
 * the candidates and e without gradient; or mean of -Q(s, actor(s)) / scale.
 */
final class ActorCriticGradients {
  private final ActorCriticNetworks online;
  private final ActorCriticNetworks target;
  private final ActorLoss actorLoss;
  private final Candidates candidates;
  private final Candidates targetCandidates;
  private final int documents;
  private final float gamma;
  private final float scale;

  private final DistinctKeys states = new DistinctKeys();
  private final DistinctKeys nextStates = new DistinctKeys();
  private final DistinctKeys pairs = new DistinctKeys();
  private int batchSize;
  private int added;

  /** Of each transition. */
  private int[] pairOf = {};

  private int[] nextOf = {};
  private float[] rewards = {};

  /** Of each distinct state, next state or pair. */
  private int[] stateCounts = {};

  private int[] pairCounts = {};
  private int[] indices = {};
  private int[] shown = {};
  private float[] nextValues = {};
  private float[] targets = {};

  private float[] outputGradients = {};
  private float[] featureGradients = {};

  /**
   * @param target null where nothing of value follows a step: at gamma 0
   */
  ActorCriticGradients(
      ActorCriticOptions options,
      Space space,
      ActorCriticNetworks online,
      ActorCriticNetworks target) {
    this.online = online;
    this.target = target;
    this.actorLoss = options.actorLoss();
    this.documents = space.documents();
    this.candidates =
        new Candidates(documents, options.topK(), options.randomCandidates(), options.neighbours());
    this.targetCandidates =
        new Candidates(
            documents,
            options.nearestInTargets(),
            options.randomCandidates(),
            options.neighbours());
    this.gamma = (float) options.gamma();
    this.scale = (float) options.valueScale();
  }

  /** Begins a batch. */
  void start(int size) {
    batchSize = size;
    added = 0;
    states.clear(size);
    nextStates.clear(size);
    pairs.clear(size);
    if (rewards.length < size) {
      pairOf = new int[size];
      nextOf = new int[size];
      rewards = new float[size];
      stateCounts = new int[size];
      pairCounts = new int[size];
      indices = new int[size];
      shown = new int[size];
      nextValues = new float[size];
      targets = new float[size];
      outputGradients = new float[size];
      featureGradients = new float[size * online.criticFeatures()];
    }
    Arrays.fill(stateCounts, 0);
    Arrays.fill(pairCounts, 0);
  }

  /** Adds a transition to the batch. */
  void add(Remembered step) {
    int state = step.state();
    stateCounts[states.add(state)]++;
    int pair = pairs.add((long) state * documents + step.document());
    pairCounts[pair]++;
    pairOf[added] = pair;
    nextOf[added] = step.ended() ? -1 : nextStates.add(step.nextState());
    rewards[added] = step.reward();
    added++;
  }

  /**
   * Adds the gradients of both losses, at the present parameters, to the online networks.
   *
   * @param key of the random candidates
   */
  void compute(RandomKey key) {
    computeTargets(key.child("target"));
    if (actorLoss == ActorLoss.GREEDY_REGRESSION) {
      regressActor(key.child("actor"));
    } else {
      climbCritic();
    }
    regressCritic();
  }

  // Loops stand apart from the calls of networks: a loop that gets hot is compiled with all that
  // its
  // method calls, which cost a second of compilation where the networks were among it.

  private void computeTargets(RandomKey key) {
    int count = copy(nextStates);
    if (count > 0 && target != null) {
      float[] proposed = target.propose(indices, count);
      target.best(indices, count, proposed, targetCandidates, key, null, nextValues);
    }
    sumTargets();
  }

  /** Sums the targets of the transitions of each pair. */
  private void sumTargets() {
    Arrays.fill(targets, 0);
    for (int t = 0; t < added; t++) {
      float next = nextOf[t] < 0 || target == null ? 0 : scale * nextValues[nextOf[t]];
      targets[pairOf[t]] += rewards[t] + gamma * next;
    }
  }

  private void regressActor(RandomKey key) {
    int count = copy(states);
    float[] proposed = online.propose(indices, count);
    online.best(indices, count, proposed, candidates, key, shown, null);
    pullTowardsShown(count);
    online.backpropagateProposals(featureGradients, count);
  }

  private void pullTowardsShown(int count) {
    int size = online.embeddings().size();
    float[] units = online.embeddings().units();
    for (int i = 0; i < count; i++) {
      float weight = (float) stateCounts[i] / batchSize;
      for (int k = 0; k < size; k++) {
        featureGradients[i * size + k] = -weight * units[shown[i] * size + k];
      }
    }
  }

  private void climbCritic() {
    int count = copy(states);
    float[] proposed = online.propose(indices, count);
    weighStates(count);
    online.evaluateAt(indices, proposed, count);
    online.pointGradients(outputGradients, count, featureGradients);
    online.backpropagateProposals(featureGradients, count);
  }

  private void weighStates(int count) {
    for (int i = 0; i < count; i++) {
      outputGradients[i] = -(float) stateCounts[i] / batchSize;
    }
  }

  private void regressCritic() {
    int count = splitPairs();
    float[] outputs = online.evaluate(indices, shown, count);
    weighErrors(outputs, count);
    online.backpropagateValues(indices, shown, count, outputGradients, featureGradients);
  }

  private int splitPairs() {
    for (int i = 0; i < pairs.size(); i++) {
      indices[i] = (int) (pairs.key(i) / documents);
      shown[i] = (int) (pairs.key(i) % documents);
    }
    return pairs.size();
  }

  private void weighErrors(float[] outputs, int count) {
    for (int i = 0; i < count; i++) {
      float error = pairCounts[i] * outputs[i] - targets[i] / scale;
      outputGradients[i] = 2 * error / batchSize;
    }
  }

  private int copy(DistinctKeys keys) {
    for (int i = 0; i < keys.size(); i++) {
      indices[i] = (int) keys.key(i);
    }
    return keys.size();
  }
}
