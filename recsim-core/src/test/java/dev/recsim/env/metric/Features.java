package dev.recsim.env.metric;

import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Space;
import dev.recsim.env.metric.Counted.Item;
import java.util.List;
import java.util.OptionalInt;

/** Documents with features. */
final class Features {
  private Features() {}

  /** Cosines: 0 and 1: 0; 0 and 2: 3/5; 1 and 2: 4/5; 0 and 3: 1; 4 has no direction. */
  static final Observation SEEN =
      Counted.seen(
          new Item(0, 0, 2, 0),
          new Item(1, 0, 0, 7),
          new Item(2, 0, 3, 4),
          new Item(3, 0, 5, 0),
          new Item(4, 0, 0, 0));

  static Environment environment(int slateSize) {
    return new Counted.Fixed(
        new Space(5, slateSize, 1, 0, List.of(), List.of("x", "y"), List.of()),
        OptionalInt.empty());
  }
}
