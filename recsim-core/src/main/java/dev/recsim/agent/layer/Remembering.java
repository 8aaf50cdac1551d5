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
}
