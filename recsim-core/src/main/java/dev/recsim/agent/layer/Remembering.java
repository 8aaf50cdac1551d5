package dev.recsim.agent.layer;

import dev.recsim.api.Observation;

/** An observation together with the memory of a perception for the session so far. */
final class Remembering extends Observation {
  private final Object memory;

  Remembering(Observation seen, Object memory) {
    super(seen.state(), seen.user(), seen.candidates());
    this.memory = memory;
  }

  /** Returns the memory; null if there is none. */
  static Object of(Observation observation) {
    return observation instanceof Remembering remembering ? remembering.memory : null;
  }

  /**
   * Returns the memory.
   *
   * @throws IllegalArgumentException if there is none
   */
  static <T> T of(Observation observation, Class<T> type) {
    if (observation instanceof Remembering it && type.isInstance(it.memory)) {
      return type.cast(it.memory);
    }
    throw new IllegalArgumentException(
        "the agent remembers the session, and needs observations that its perception has converted;"
            + " load it with SavedPolicy.loadAgent(path), and pass it agent.perception()'s"
            + " observations");
  }
}
