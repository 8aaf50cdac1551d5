package dev.recsim.agent;

import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;

/** A policy with one document for each state. */
record TablePolicy(int[] documents) implements Policy.Deterministic {

  @Override
  public Slate choose(Observation observation) {
    return Slate.of(documents[observation.state()]);
  }
}
