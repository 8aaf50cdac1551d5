package dev.recsim.agent.layer;

import dev.recsim.api.Agent.Perception;
import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;

/**
 * Two perceptions in sequence: the outer one perceives the environment, the inner one perceives the
 * result of the outer one. The observations of both are remembered for the next step.
 */
record Composed(Perception outer, Perception inner) implements Perception {

  private record Both(Observation outer, Observation inner) {}

  /** Returns the observation of the inner perception, with its memory. */
  static Observation inner(Observation perceived) {
    return Remembering.of(perceived, Both.class).inner;
  }

  @Override
  public Space space(Space environment) {
    return inner.space(outer.space(environment));
  }

  @Override
  public Observation first(Observation seen) {
    Observation between = outer.first(seen);
    return remember(between, inner.first(between));
  }

  @Override
  public Observation next(Observation before, Slate slate, Step step) {
    Both both = Remembering.of(before, Both.class);
    Step told = told(both, slate, step);
    return remember(told.next(), inner.next(both.inner, slate, told));
  }

  @Override
  public double reward(Observation before, Slate slate, Step step) {
    Both both = Remembering.of(before, Both.class);
    return inner.reward(both.inner, slate, told(both, slate, step));
  }

  /** Returns the step as the outer perception shows it to the inner one. */
  private Step told(Both both, Slate slate, Step step) {
    return new Step(
        step.response(),
        outer.reward(both.outer, slate, step),
        outer.next(both.outer, slate, step),
        step.status());
  }

  private static Observation remember(Observation outer, Observation inner) {
    return new Remembering(inner, new Both(outer, inner));
  }
}
