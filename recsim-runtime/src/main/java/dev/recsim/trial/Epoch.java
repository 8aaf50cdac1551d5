package dev.recsim.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * An epoch of training, aggregated over all seeds that reached it.
 *
 * @param number 1 for the first
 * @param envSteps mean steps in the environment so far
 * @param updates mean gradient steps so far
 * @param values one for each seed that has a value; at least one
 */
public record Epoch(int number, double envSteps, double updates, double[] values) {

  /**
   * The epochs with scores, ascending, of the learning curves of several seeds: the exact value if
   * it is known, else the mean reward of the validation sessions.
   */
  public static List<Epoch> of(Stream<List<Checkpoint>> curves) {
    return of(curves, it -> it.exactValue() != null ? it.exactValue() : it.meanReward());
  }

  /**
   * The epochs with values, ascending, of the learning curves of several seeds.
   *
   * @param value of a checkpoint, or null
   */
  public static List<Epoch> of(
      Stream<List<Checkpoint>> curves, Function<Checkpoint, Double> value) {
    SortedMap<Integer, List<Checkpoint>> byEpoch = new TreeMap<>();
    curves
        .flatMap(List::stream)
        .forEach(it -> byEpoch.computeIfAbsent(it.epoch(), e -> new ArrayList<>()).add(it));
    List<Epoch> epochs = new ArrayList<>();
    byEpoch.forEach(
        (epoch, seeds) -> {
          double[] values =
              seeds.stream()
                  .map(value)
                  .filter(Objects::nonNull)
                  .mapToDouble(Double::doubleValue)
                  .filter(Double::isFinite)
                  .toArray();
          if (values.length > 0) {
            epochs.add(
                new Epoch(
                    epoch,
                    seeds.stream().mapToLong(Checkpoint::envSteps).average().orElseThrow(),
                    seeds.stream().mapToLong(Checkpoint::updates).average().orElseThrow(),
                    values));
          }
        });
    return epochs;
  }
}
