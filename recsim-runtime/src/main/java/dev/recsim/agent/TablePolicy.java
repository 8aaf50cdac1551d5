package dev.recsim.agent;

import dev.recsim.api.DeterministicPolicy;
import dev.recsim.api.Environment;
import dev.recsim.api.FiniteMdp;
import dev.recsim.api.InvalidOption;
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

  /**
   * The finite model that an agent of this type needs.
   *
   * @throws InvalidOption if the world is not finite
   */
  static FiniteMdp model(String type, Environment environment) {
    return environment
        .model()
        .orElseThrow(
            () ->
                new InvalidOption(
                    "type",
                    "an agent of type "
                        + type
                        + " needs a finite world that can be solved exactly, such as"
                        + " transition_matrix of at most 2,000 drawn documents; leave it out of"
                        + " this experiment"));
  }
}
