package dev.recsim.learn;

import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.random.RandomKey;
import java.util.function.DoubleSupplier;

/**
 * Shows what a random policy draws with probability epsilon, and else what the greedy policy
 * chooses (Sutton and Barto, "Reinforcement learning", section 2.2).
 *
 * @param epsilon asked at each decision
 */
public record EpsilonGreedy(Policy greedy, Policy random, DoubleSupplier epsilon)
    implements Policy {

  /** A policy that draws slates uniformly. */
  public static Policy uniform(Space space) {
    return (seen, decision) ->
        Slate.random(seen.documents(space), space.slateSize(), decision.child("slate"));
  }

  @Override
  public Slate recommend(Observation seen, RandomKey decision) {
    return decision.uniform(0) < epsilon.getAsDouble()
        ? random.recommend(seen, decision)
        : greedy.recommend(seen, decision);
  }
}
