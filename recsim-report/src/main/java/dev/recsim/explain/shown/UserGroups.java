package dev.recsim.explain.shown;

import dev.recsim.api.Observation;
import dev.recsim.api.Space;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * The groups into which users are divided. They are the states where users have states; else the
 * largest of the features {@code x_0}, {@code x_1} .. of the same name; else thirds of the first
 * feature. Users without features are divided in the same way by their latent values.
 *
 * @param noun what a group is, such as {@code state}; empty if users are not divided
 * @param value the number of the group, or the value that is divided into thirds; NaN if unknown
 * @param label name of a group by its number; null if values are divided into thirds
 */
record UserGroups(String noun, Value value, IntFunction<String> label) {
  /** Users are not divided. */
  private static final UserGroups NONE = new UserGroups("", (seen, latents) -> Double.NaN, null);

  /** The value of a user before a step. */
  @FunctionalInterface
  interface Value {
    double of(Observation seen, Map<String, Double> latents);
  }

  /** Values of a user before a step. */
  @FunctionalInterface
  private interface Values {
    double[] of(Observation seen, Map<String, Double> latents);
  }

  /**
   * Returns the groups of an environment.
   *
   * @param latents names of its users' latent values
   */
  static UserGroups of(Space space, List<String> latents) {
    if (space.states() > 1) {
      return new UserGroups("state", (seen, hidden) -> seen.state(), i -> "state " + i);
    }
    if (!space.userFeatures().isEmpty()) {
      return of(space.userFeatures(), (seen, hidden) -> seen.user());
    }
    return latents.isEmpty()
        ? NONE
        : of(
            latents,
            (seen, hidden) ->
                latents.stream()
                    .mapToDouble(name -> hidden.getOrDefault(name, Double.NaN))
                    .toArray());
  }

  private static UserGroups of(List<String> names, Values values) {
    int family = family(names);
    return family > 1
        ? new UserGroups(
            "largest " + stem(names.get(0)),
            (seen, hidden) -> largest(values.of(seen, hidden), family),
            i -> i < 0 ? "none" : names.get(i))
        : new UserGroups(names.get(0), (seen, hidden) -> values.of(seen, hidden)[0], null);
  }

  /** The number of names {@code x_0}, {@code x_1} .. at the start of the list. */
  private static int family(List<String> names) {
    String stem = stem(names.get(0));
    int count = 0;
    while (count < names.size() && names.get(count).equals(stem + "_" + count)) {
      count++;
    }
    return count;
  }

  private static String stem(String name) {
    return name.replaceFirst("_0$", "");
  }

  /** The index of the largest; the first of equal ones, -1 if all are equal. */
  private static int largest(double[] values, int count) {
    int best = 0;
    boolean differ = false;
    for (int i = 1; i < count; i++) {
      differ |= values[i] != values[0];
      best = values[i] > values[best] ? i : best;
    }
    return differ ? best : -1;
  }
}
