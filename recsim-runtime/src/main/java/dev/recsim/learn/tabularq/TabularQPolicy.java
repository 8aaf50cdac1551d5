package dev.recsim.learn.tabularq;

import dev.recsim.api.DeterministicPolicy;
import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Slates;
import dev.recsim.api.Space;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.OptionalDouble;

/** Shows the slate of the greatest value, the first among equals; 0 is that of one never shown. */
final class TabularQPolicy implements DeterministicPolicy {
  private final QTable table;
  private final Situation situation;
  private final Slates slates;
  private final boolean ordered;
  private final int[] best;

  TabularQPolicy(TabularQOptions options, Space space, Situation situation, QTable table) {
    this.table = table;
    this.situation = situation;
    this.slates = new Slates(space.slateSize(), options.ordinalSlates());
    this.ordered = options.ordinalSlates();
    this.best = new int[space.slateSize()];
  }

  @Override
  public Slate choose(Observation observation) {
    greatest(observation);
    return Slate.of(best);
  }

  @Override
  public OptionalDouble value(Observation observation) {
    return OptionalDouble.of(greatest(observation));
  }

  /** The greatest value of a slate. */
  float greatest(Observation observation) {
    situation.look(observation);
    float greatest = Float.NEGATIVE_INFINITY;
    slates.start(situation.documents());
    while (slates.next()) {
      float value = table.get(situation.key(slates)).value();
      if (value > greatest) {
        greatest = value;
        slates.copyTo(best, 0);
      }
    }
    return greatest;
  }

  /** The slate shown least often, the first among equals. */
  Slate rarest(Observation observation) {
    situation.look(observation);
    int least = Integer.MAX_VALUE;
    slates.start(situation.documents());
    while (least > 0 && slates.next()) {
      int count = table.get(situation.key(slates)).count();
      if (count < least) {
        least = count;
        slates.copyTo(best, 0);
      }
    }
    return Slate.of(best);
  }

  /** A slate drawn uniformly, its documents ascending unless order counts. */
  Slate random(Observation observation, RandomKey key) {
    situation.look(observation);
    Slate drawn = Slate.random(situation.documents(), best.length, key);
    if (ordered) {
      return drawn;
    }
    int[] slate = new int[best.length];
    for (int p = 0; p < slate.length; p++) {
      slate[p] = drawn.document(p);
    }
    Arrays.sort(slate);
    return Slate.of(slate);
  }

  /** The key of a slate that was shown; valid until the next look. */
  int[] key(Observation observation, Slate slate) {
    situation.look(observation);
    return situation.key(slate);
  }
}
