package dev.recsim.agent.layer;

import dev.recsim.agent.layer.TemporalAggregation.Period;
import dev.recsim.api.Agent;
import dev.recsim.api.Agent.Perception;
import dev.recsim.api.Learner;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.random.RandomKey;
import java.util.Optional;
import java.util.OptionalDouble;

/** An agent that decides and learns once per period of several steps. */
final class Aggregated extends Wrapper {
  private final Perception perception;

  /**
   * @param perception a {@link TemporalAggregation}
   */
  Aggregated(Agent inside, TemporalAggregation perception) {
    super(inside);
    this.perception = perception;
  }

  @Override
  Policy around(Policy policy) {
    return new OncePerPeriod(policy);
  }

  @Override
  void observe(Learner learner, Transition transition) {
    Period.of(transition.step().next()).finished().forEach(learner::observe);
  }

  @Override
  public Perception perception() {
    return perception;
  }

  /**
   * Asks the wrapped policy at the start of a period, and shows its documents until the period
   * ends.
   */
  record OncePerPeriod(Policy inside) implements Policy {
    @Override
    public Slate recommend(Observation observation, RandomKey key) {
      Period period = Period.of(observation);
      return period.age() == 0 ? inside.recommend(period.seen(), key) : again(observation);
    }

    private static Slate again(Observation observation) {
      return Period.of(observation).shown().again(observation).orElseThrow();
    }

    @Override
    public Optional<double[]> probabilities(Observation observation, int documents) {
      return now(observation).probabilities(Period.of(observation).seen(), documents);
    }

    @Override
    public OptionalDouble probability(Observation observation, Slate slate) {
      return now(observation).probability(Period.of(observation).seen(), slate);
    }

    @Override
    public OptionalDouble probability(Observation observation, Slate slate, int position) {
      return now(observation).probability(Period.of(observation).seen(), slate, position);
    }

    /** Returns the policy that chooses in this step. */
    private Policy now(Observation observation) {
      Policy.Deterministic same = seen -> again(observation);
      return Period.of(observation).age() == 0 ? inside : same;
    }
  }
}
