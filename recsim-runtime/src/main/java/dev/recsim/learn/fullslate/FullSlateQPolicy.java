package dev.recsim.learn.fullslate;

import dev.recsim.api.DeterministicPolicy;
import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import java.util.Arrays;

/**
 * Shows the slate of the greatest value. Where the state is all there is to see, looks each state
 * up once until the network changes.
 */
final class FullSlateQPolicy implements DeterministicPolicy {
  private final SlateValues values;
  private final Slate[] known;

  FullSlateQPolicy(SlateValues values, Space space) {
    this.values = values;
    this.known = new Slate[space.tabular() ? space.states() : 0];
  }

  /** To be called when the network has changed. */
  void forget() {
    Arrays.fill(known, null);
  }

  @Override
  public Slate choose(Observation observation) {
    if (known.length == 0) {
      return values.best(observation);
    }
    int state = observation.state();
    if (known[state] == null) {
      known[state] = values.best(observation);
    }
    return known[state];
  }
}
