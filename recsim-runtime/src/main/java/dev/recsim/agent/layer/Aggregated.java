package dev.recsim.agent.layer;

import dev.recsim.agent.layer.TemporalAggregation.Period;
import dev.recsim.api.Agent;
import dev.recsim.api.Learner;
import dev.recsim.api.Observation;
import dev.recsim.api.Perception;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.Transition;
import dev.recsim.random.RandomKey;

/** An agent that decides, and learns, once a period. */
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

  /** Asks the policy inside when a decision is due, and shows its documents until the next is. */
  record OncePerPeriod(Policy inside) implements Policy {
    @Override
    public Slate recommend(Observation observation, RandomKey key) {
      Period period = Period.of(observation);
      return period.age() == 0
          ? inside.recommend(period.seen(), key)
          : period.shown().again(observation).orElseThrow();
    }
  }
}
