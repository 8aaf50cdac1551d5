package dev.recsim.learn.actorcritic;

import dev.recsim.api.Learner.Plan;
import dev.recsim.api.Space;
import dev.recsim.learn.Layout;
import dev.recsim.learn.NetworkAgent;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.actorcritic.ActorCriticOptions.ActorLoss;
import dev.recsim.learn.actorcritic.ActorCriticOptions.ReplaySampling;
import dev.recsim.learn.scores.Encodings;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.Map;

/** Documents with features, which are their vectors, followed by their topic. They may change. */
record FeatureDocuments() implements Documents {

  @Override
  public void check(ActorCriticOptions options) {
    ActorCriticOptions.unlessSet("embSize", options.embSize() != null);
    options.checkNotLearned();
    boolean gradient = options.actorLoss() == ActorLoss.DETERMINISTIC_POLICY_GRADIENT;
    ActorCriticOptions.unlessSet("actorLoss", gradient);
    ActorCriticOptions.unlessSet("replay", options.replay() != ReplaySampling.LIVE);
  }

  @Override
  public boolean slates() {
    return true;
  }

  @Override
  public Map<String, Object> defaults(int embSize) {
    return Map.of("top_k", ActorCriticOptions.NEAREST, "actor_loss", ActorLoss.GREEDY_REGRESSION);
  }

  @Override
  public Plan plan(long envSteps, Space space) {
    return new Plan(100_000, 0.1, 2_000, NetworkAgent.batch(space));
  }

  @Override
  public Networks networks(
      ActorCriticOptions options, Space space, Parameters parameters, RandomKey key) {
    return new Features(options, space, parameters, key);
  }

  private final class Features extends Networks {
    Features(ActorCriticOptions options, Space space, Parameters parameters, RandomKey key) {
      super(FeatureDocuments.this, space, parameters, 0);
      int user = encoder.userWidth();
      add(
          new Layout(encoder.categories(), user + size, options.hidden(), 1),
          new Layout(encoder.categories(), user, options.hidden(), size),
          0,
          parameters,
          key);
    }

    @Override
    Encodings encodings(boolean greedy) {
      return new Encodings(encoder, null, size, space.documents());
    }

    @Override
    Value unit(Tape tape, Value proposals) {
      return proposals;
    }

    @Override
    Value distance(Tape tape, Value proposals, float[] goals, float[] weights, int rows) {
      return tape.meanSquaredError(proposals, goals);
    }
  }
}
