package dev.recsim.agent.layer;

import dev.recsim.api.Observation;

/** An observation with what a perception remembers of the session so far. */
final class Remembering extends Observation {
  private final Object memory;

  Remembering(Observation seen, Object memory) {
    super(seen.state(), seen.user(), seen.candidates());
    this.memory = memory;
  }

  /** What is remembered with this observation; null for nothing. */
  static Object of(Observation observation) {
    return observation instanceof Remembering remembering ? remembering.memory : null;
  }
}
