package dev.recsim.trial;

import dev.recsim.trial.schedule.Training;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The state of training after an epoch: one point of the learning curve.
 *
 * @param epoch 1 for the first
 * @param envSteps steps taken in the environment so far, warm-up included
 * @param updates gradient steps taken so far
 * @param meanReward mean reward of the validation sessions under the greedy policy, or under one
 *     that {@linkplain #drawn() draws}; null without validation
 * @param standardError of that mean; null without validation or with a single session
 * @param exactValue exact value of the greedy policy; null if the environment is not finite
 * @param diagnostics the learner's diagnostics by name, as means since the last checkpoint that has
 *     them; at most {@link Training#MOST_POINTS} checkpoints of a trial have diagnostics and
 *     metrics
 * @param metrics of the validation sessions by name, without metrics that have no value
 */
public record Checkpoint(
    int epoch,
    long envSteps,
    long updates,
    Double meanReward,
    Double standardError,
    Double exactValue,
    Map<String, Double> diagnostics,
    Map<String, Double> metrics) {
  /**
   * Name of a diagnostic: mean reward of the validation sessions under the greedy policy. Only
   * checkpoints have it whose score and values are those of a policy that draws its slates, because
   * that earns more.
   */
  public static final String GREEDY_REWARD = "greedy_reward";

  /**
   * Name of a diagnostic: mean reward of the sessions that the learner played to explore since the
   * last checkpoint with diagnostics, warm-up included; what learning costs the users. Every
   * session is played until it ends or the environment cuts it off, and counts once. Without
   * sessions since then, it is missing.
   */
  public static final String SESSION_REWARD = "session_reward";

  /** Follows the training of a trial, on the thread of the trial. It must return soon. */
  @FunctionalInterface
  public interface Watch {
    /** Follows nothing. */
    Watch NOBODY = (epoch, epochs, score) -> {};

    /**
     * Called after each checkpoint.
     *
     * @param epoch 1 for the first
     * @param epochs the most that there can be; training may end before
     * @param score of the checkpoint; null if it has none
     */
    void reached(int epoch, int epochs, Double score);
  }

  /** Whether its score and values are those of a policy that draws its slates. */
  public boolean drawn() {
    return diagnostics.containsKey(GREEDY_REWARD);
  }

  public Checkpoint {
    diagnostics = copy(diagnostics);
    metrics = copy(metrics);
  }

  /** Copies a map and keeps its order; null, as in files of earlier versions, is empty. */
  private static Map<String, Double> copy(Map<String, Double> figures) {
    return figures == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }

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
     * The epochs with scores, ascending, of the learning curves of several seeds: the exact value
     * if it is known, else the mean reward of the validation sessions.
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
}
