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
import java.util.Optional;

/** An agent that decides, and learns, once a period. */
final class Aggregated implements Agent {
  private final Agent inside;
  private final Perception perception;

  /**
   * @param perception a {@link TemporalAggregation}
   */
  Aggregated(Agent inside, TemporalAggregation perception) {
    this.inside = inside;
    this.perception = perception;
  }

  @Override
  public Policy greedy() {
    return new OncePerPeriod(inside.greedy());
  }

  @Override
  public Optional<Learner> learner() {
    return inside.learner().map(OnePeriodAtATime::new);
  }

  @Override
  public Perception perception() {
    return perception;
  }

  @Override
  public void close() {
    inside.close();
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

  private static final class OnePeriodAtATime extends Learning {
    OnePeriodAtATime(Learner learner) {
      super(learner);
    }

    @Override
    public Policy exploring() {
      return new OncePerPeriod(inside.exploring());
    }

    @Override
    public void observe(Transition transition) {
      Period.of(transition.step().next()).finished().forEach(inside::observe);
    }
  }
}
