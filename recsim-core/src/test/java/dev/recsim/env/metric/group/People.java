package dev.recsim.env.metric.group;

import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.env.metric.Counted.Shown;
import java.util.List;

/** Users with features. */
final class People {
  private People() {}

  static final Environment ALL =
      Environment.of(new Space(4, 1, 3, 0, List.of("age", "device"), List.of(), List.of()));

  /** A session of two steps with half of its reward each, in which the features change. */
  static List<Shown> session(double age, double device, double reward) {
    return List.of(
        new Shown(user(age, device), Slate.of(0), reward / 2),
        new Shown(user(age + 100, device + 1), Slate.of(1), reward / 2));
  }

  private static Observation user(double... features) {
    return new Observation(1, features, List.of());
  }
}
