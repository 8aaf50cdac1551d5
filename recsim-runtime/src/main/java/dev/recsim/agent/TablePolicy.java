package dev.recsim.agent;

import dev.recsim.api.DeterministicPolicy;
import dev.recsim.api.Observation;
import dev.recsim.api.Slate;

/** A policy that looks its document up by state. */
final class TablePolicy implements DeterministicPolicy {
  private final int[] documents;

  TablePolicy(int[] documents) {
    this.documents = documents;
  }

  @Override
  public Slate choose(Observation observation) {
    return Slate.of(documents[observation.state()]);
  }
}
