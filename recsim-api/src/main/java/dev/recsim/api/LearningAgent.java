package dev.recsim.api;

import java.util.Optional;

/** An agent that is its own learner. */
public abstract class LearningAgent implements Agent, Learner {
  private boolean empty = true;

  @Override
  public final Optional<Learner> learner() {
    return Optional.of(this);
  }

  @Override
  public final void observe(Transition transition) {
    take(transition);
    empty = false;
  }

  @Override
  public final void update(int batchSize) {
    requireTransitions();
    train(batchSize);
  }

  /**
   * Refuses to learn from nothing.
   *
   * @throws IllegalStateException if nothing was observed yet
   */
  protected final void requireTransitions() {
    if (empty) {
      throw new IllegalStateException("nothing was observed yet: warm up before the first update");
    }
  }

  /**
   * As {@link #observe}.
   *
   * @param transition one step of a session
   */
  protected abstract void take(Transition transition);

  /**
   * As {@link #update}; nothing is left to do where a step is learned from when it is observed.
   *
   * @param batchSize number of transitions
   */
  protected void train(int batchSize) {}

  @Override
  public String engine() {
    return "table";
  }
}
