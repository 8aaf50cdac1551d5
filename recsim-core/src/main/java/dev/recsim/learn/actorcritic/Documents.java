package dev.recsim.learn.actorcritic;

import dev.recsim.api.Environment;
import dev.recsim.api.Learner.Plan;
import dev.recsim.api.Policy;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.scores.Encodings;
import dev.recsim.random.RandomKey;
import java.util.Map;

/**
 * How an agent represents documents as vectors. It is chosen once, by the environment, and decides
 * the defaults of options, the networks, the plan of training and the unit of targets.
 */
interface Documents {

  /**
   * The representation for an environment.
   *
   * @param saved weights to restore, which tell encoded documents from features; null without
   */
  static Documents of(Environment environment, Weights saved) {
    if (environment.space().tabular()) {
      return new LearnedDocuments();
    }
    boolean encoded = saved != null && saved.tensors().containsKey("encoder.0.bias");
    return encoded || Encodings.encodes(environment)
        ? new EncodedDocuments()
        : new FeatureDocuments();
  }

  /**
   * Checks that options which have no meaning are left out.
   *
   * @throws dev.recsim.api.InvalidOption if one is not
   */
  void check(ActorCriticOptions options);

  /** Whether a slate may have several documents. */
  boolean slates();

  /**
   * Values of options that depend on the representation, by the key of the option.
   *
   * @param embSize length of a learned vector
   */
  Map<String, Object> defaults(int embSize);

  /** Creates networks and adds them to the parameters. */
  Networks networks(ActorCriticOptions options, Space space, Parameters parameters, RandomKey key);

  /** How automatic training trains the agent. */
  Plan plan(long envSteps, Space space);

  /** The policy that explores: draws slates uniformly. */
  default Policy uniform(Space space) {
    Policy uniform = Policy.uniform(space);
    return (seen, key) -> uniform.recommend(seen, key.child("slate"));
  }

  /** The key of random candidates, of that of a gradient step. */
  default RandomKey candidates(RandomKey step) {
    return step;
  }

  /** Number of states whose slates a policy may keep; 0 if users have more than a state. */
  default int keptStates(Space space) {
    return 0;
  }

  /** The unit of targets, in rewards. Which one fixes their rounding. */
  default double targetUnit(double valueScale) {
    return valueScale;
  }

  /** The target of the critic, r + discount q', in the unit of targets. */
  default float target(double reward, double discount, double valueScale, float output) {
    return (float) (reward / valueScale + discount * output);
  }
}
