package dev.recsim.learn.actorcritic;

import dev.recsim.api.DeterministicPolicy;
import dev.recsim.api.Observation;
import dev.recsim.api.Slate;

/** Shows the documents the critic likes best among those nearest to the proto-action. */
final class FeaturePolicy implements DeterministicPolicy {
  private final Shortlist shortlist;
  private final int slateSize;

  FeaturePolicy(FeatureNetworks networks, int nearest, int slateSize) {
    this.shortlist = new Shortlist(networks, nearest, 0, slateSize);
    this.slateSize = slateSize;
  }

  @Override
  public Slate choose(Observation observation) {
    shortlist.look(observation, null);
    int[] slate = new int[slateSize];
    for (int p = 0; p < slateSize; p++) {
      slate[p] = shortlist.document(p);
    }
    return Slate.of(slate);
  }
}
