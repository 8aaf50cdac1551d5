package dev.recsim.env.metric.group;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Metric;
import dev.recsim.api.MetricProvider.Measure;
import dev.recsim.api.Observation;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Divides users into groups by a feature at the start of their session.
 *
 * @param name name of the feature
 * @param feature its index; -1 for the state
 * @param bounds smallest value of each group but the first, ascending; empty if the values 0, 1, ..
 *     are the groups
 * @param size number of groups
 */
record Groups(String name, int feature, List<Double> bounds, int size) {
  private static final String STATE = "state";

  /** Largest number of values of a categorical feature. */
  private static final int CATEGORIES = 100;

  /**
   * The groups of an environment's users.
   *
   * @throws InvalidOption if there is no such feature, or the bounds do not ascend
   */
  static Groups of(GroupOptions options, Space space) {
    String name = options.feature();
    List<Double> bounds = options.bounds();
    List<String> known = new ArrayList<>(space.userFeatures());
    if (space.states() > 1) {
      known.add(STATE);
    }
    int feature = space.userFeatures().indexOf(name);
    if (!known.contains(name)) {
      String what = "must be a feature of the users, not \"" + name + "\"";
      throw known.isEmpty()
          ? new InvalidOption("feature", what + "; those of this environment have none")
          : InvalidOption.unknown("feature", what, name, known);
    }
    for (int i = 1; i < bounds.size(); i++) {
      InvalidOption.unless(
          bounds.get(i) > bounds.get(i - 1),
          "bounds[" + i + "]",
          "must be above the bound before it, %s, but is %s"
              .formatted(bounds.get(i - 1), bounds.get(i)));
    }
    int size = !bounds.isEmpty() ? bounds.size() + 1 : feature < 0 ? space.states() : CATEGORIES;
    return new Groups(name, feature, List.copyOf(bounds), size);
  }

  /** The group of a user. */
  private int of(Observation first) {
    double value = feature < 0 ? first.state() : first.user()[feature];
    if (bounds.isEmpty()) {
      if (value != (int) value || value < 0 || value >= size) {
        throw new IllegalArgumentException(
            "a user's %s is %s, but without bounds the groups are its values 0, 1, ... up to %s; declare bounds, such as bounds: [%s]"
                .formatted(name, value, size - 1, value));
      }
      return (int) value;
    }
    int group = 0;
    while (group < bounds.size() && value >= bounds.get(group)) {
      group++;
    }
    return group;
  }

  /**
   * A metric of the groups.
   *
   * @param what describes it, without the feature
   * @param value of the mean rewards of the groups that had a session
   */
  Measure measure(String what, Metric.Better better, ToDoubleFunction<double[]> value) {
    return new OfGroups(this, what + ", groups by " + name + ".", better, value);
  }

  /** Its sums are rewards, then sessions by group. */
  private record OfGroups(
      Groups groups, String description, Metric.Better better, ToDoubleFunction<double[]> value)
      implements Measure {
    @Override
    public int sums() {
      return 2 * groups.size;
    }

    @Override
    public double value(double[] sums, int sessions) {
      return value.applyAsDouble(groups.means(sums));
    }

    @Override
    public Count open() {
      return groups.new Reward();
    }
  }

  private double[] means(double[] sums) {
    double[] means = new double[size];
    int met = 0;
    for (int group = 0; group < size; group++) {
      if (sums[size + group] > 0) {
        means[met++] = sums[group] / sums[size + group];
      }
    }
    return Arrays.copyOf(means, met);
  }

  /** Counts the reward of a session for its group. */
  private final class Reward implements Measure.Count {
    private int group = -1;
    private double reward;

    @Override
    public void add(Observation seen, Slate slate, Step step) {
      group = group < 0 ? of(seen) : group;
      reward += step.reward();
    }

    @Override
    public Session.Sparse sums() {
      return group < 0
          ? Session.Sparse.NONE
          : new Session.Sparse(new int[] {group, size + group}, new double[] {reward, 1});
    }
  }
}
