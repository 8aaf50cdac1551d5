package dev.recsim.learn.actorcritic;

import dev.recsim.api.Environment;
import dev.recsim.api.Learner.Plan;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.learn.NetworkAgent;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.actorcritic.ActorCriticOptions.ActorLoss;
import dev.recsim.learn.actorcritic.ActorCriticOptions.ReplaySampling;
import dev.recsim.learn.scores.Encodings;
import dev.recsim.random.RandomKey;
import java.util.HashMap;
import java.util.Map;

/**
 * How an agent represents documents as vectors. It is chosen once, by the environment, and decides
 * the defaults of options, the networks, the plan of training and the unit of targets.
 */
enum Documents {
  /** Without features: a learned vector of length 1 for each. Users are their state. */
  LEARNED(ActorCriticOptions.NEAREST, ActorLoss.GREEDY_REGRESSION) {
    @Override
    void check(ActorCriticOptions options) {}

    @Override
    Networks networks(
        ActorCriticOptions options, Space space, Parameters parameters, RandomKey key) {
      return new LearnedNetworks(options, space, parameters, key);
    }

    @Override
    Plan plan(long envSteps, Space space) {
      return new Plan(envSteps, 0.3, 3_000, NetworkAgent.batch(envSteps));
    }

    @Override
    Policy uniform(Space space) {
      return (seen, key) -> Slate.of(key.below(1, space.documents()));
    }

    @Override
    RandomKey candidates(RandomKey step) {
      return step.child("candidates");
    }

    @Override
    double targetUnit(double valueScale) {
      return 1;
    }

    @Override
    float target(double reward, double discount, double valueScale, float output) {
      return (float) reward + (float) discount * ((float) valueScale * output);
    }
  },

  /** Features, followed by the topic, are the vectors. Documents may change. */
  FEATURES(ActorCriticOptions.NEAREST, ActorLoss.GREEDY_REGRESSION) {
    @Override
    void check(ActorCriticOptions options) {
      ActorCriticOptions.unlessSet("embSize", options.embSize() != null);
      super.check(options);
      boolean gradient = options.actorLoss() == ActorLoss.DETERMINISTIC_POLICY_GRADIENT;
      ActorCriticOptions.unlessSet("actorLoss", gradient);
      ActorCriticOptions.unlessSet("replay", options.replay() != ReplaySampling.LIVE);
    }

    @Override
    Networks networks(
        ActorCriticOptions options, Space space, Parameters parameters, RandomKey key) {
      return new FeatureNetworks(options, space, parameters, key);
    }

    @Override
    Plan plan(long envSteps, Space space) {
      return new Plan(120_000, 0.1, 2_400, NetworkAgent.batch(space));
    }
  },

  /** Features of documents that stay, which a network encodes as vectors of length 1. */
  ENCODED(10, ActorLoss.DETERMINISTIC_POLICY_GRADIENT) {
    @Override
    Networks networks(
        ActorCriticOptions options, Space space, Parameters parameters, RandomKey key) {
      return new EncodedNetworks(options, space, parameters, key);
    }

    @Override
    Plan plan(long envSteps, Space space) {
      return new Plan(envSteps, 0.2, 3_000, 1_024);
    }
  };

  private final int nearest;
  private final ActorLoss loss;

  Documents(int nearest, ActorLoss loss) {
    this.nearest = nearest;
    this.loss = loss;
  }

  /**
   * The representation for an environment.
   *
   * @param saved weights to restore, which tell encoded documents from features; null without
   */
  static Documents of(Environment environment, Weights saved) {
    if (environment.space().tabular()) {
      return LEARNED;
    }
    boolean encoded = saved == null ? Encodings.encodes(environment) : Encodings.encoded(saved);
    return encoded ? ENCODED : FEATURES;
  }

  /**
   * Checks that options which have no meaning are left out: by default those of learned vectors.
   *
   * @throws dev.recsim.api.InvalidOption if one is not
   */
  void check(ActorCriticOptions options) {
    options.checkNotLearned();
  }

  /**
   * Values of options that depend on the representation, by the key of the option.
   *
   * @param embSize length of a learned vector
   */
  Map<String, Object> defaults(int embSize) {
    Map<String, Object> defaults = new HashMap<>(Map.of("top_k", nearest, "actor_loss", loss));
    if (this != FEATURES) {
      defaults.put("emb_size", embSize);
    }
    if (this == ENCODED) {
      defaults.putAll(Map.of("gamma", 0.0, "value_scale", 1.0));
    }
    return defaults;
  }

  /** Creates networks and adds them to the parameters. */
  abstract Networks networks(
      ActorCriticOptions options, Space space, Parameters parameters, RandomKey key);

  /** How automatic training trains the agent. */
  abstract Plan plan(long envSteps, Space space);

  /** The policy that explores: draws slates uniformly. */
  Policy uniform(Space space) {
    Policy uniform = Policy.uniform(space);
    return (seen, key) -> uniform.recommend(seen, key.child("slate"));
  }

  /** The key of random candidates, of that of a gradient step. */
  RandomKey candidates(RandomKey step) {
    return step;
  }

  /** The unit of targets, in rewards. Which one fixes their rounding. */
  double targetUnit(double valueScale) {
    return valueScale;
  }

  /** The target of the critic, r + discount q', in the unit of targets. */
  float target(double reward, double discount, double valueScale, float output) {
    return (float) (reward / valueScale + discount * output);
  }
}
