package dev.recsim.learn.actorcritic;

import dev.recsim.api.Agent;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Learner;
import dev.recsim.api.Policy;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.learn.actorcritic.ActorCriticOptions.ActorLoss;
import dev.recsim.learn.actorcritic.ActorCriticOptions.GreedySearch;
import dev.recsim.learn.actorcritic.ActorCriticOptions.Neighbours;
import dev.recsim.learn.actorcritic.ActorCriticOptions.ReplaySampling;
import dev.recsim.random.RandomKey;
import java.util.Optional;

/**
 * The actor-critic of Dulac-Arnold et al. (arXiv 1512.07679) where documents have features: they
 * are the embeddings, so documents may come and go. Shows slates of the k best documents of the
 * critic among those nearest to the proto-action.
 */
final class FeatureActorCritic implements Agent {
  private final FeatureNetworks online;
  private final FeatureNetworks target;
  private final FeaturePolicy greedy;
  private final Learner learner;

  /** An agent with random networks. */
  public FeatureActorCritic(ActorCriticOptions options, Space space, RandomKey key) {
    Weights initial = FeatureNetworks.initial(options, space, key.child("networks"));
    online = new FeatureNetworks(options, space, initial);
    target = new FeatureNetworks(options, space, initial);
    greedy = new FeaturePolicy(online, options.topK(), space.slateSize());
    learner = new FeatureLearner(options, space, online, target, greedy, key.child("replay"));
  }

  /**
   * Checks that such an agent can act in this space by these options.
   *
   * @throws InvalidOption if it cannot
   */
  public static void check(ActorCriticOptions options, Space space) {
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
  public static Policy restore(ActorCriticOptions options, Space space, Weights weights) {
    FeatureNetworks networks = new FeatureNetworks(options, space, weights);
    return new FeaturePolicy(networks, options.topK(), space.slateSize());
  }

  @Override
  public Policy greedy() {
    return greedy;
  }

  @Override
  public Optional<Learner> learner() {
    return Optional.of(learner);
  }

  @Override
  public void close() {
    online.close();
    target.close();
  }
}
