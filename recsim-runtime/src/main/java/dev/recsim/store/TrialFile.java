package dev.recsim.store;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.recsim.api.Weights;
import dev.recsim.trial.Checkpoint;
import dev.recsim.trial.Digest;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Cost;
import dev.recsim.trial.TrialResult.Failed;
import java.util.List;
import java.util.Optional;

/**
 * A stored trial as JSON. The networks lie beside it as safetensors; doubles read back to the bit.
 *
 * @param fingerprint of all that decides the result; another fingerprint means another trial
 * @param digest SHA-256 over the bits of the session rewards; null if the trial failed
 * @param error null if the trial completed
 */
@JsonNaming(SnakeCaseStrategy.class)
record TrialFile(
    int schemaVersion,
    String fingerprint,
    String agent,
    int seed,
    String digest,
    double[] rewards,
    int[] lengths,
    Double exactValue,
    int[] greedyActions,
    long envSteps,
    long updates,
    int keptEpoch,
    String engine,
    List<Point> curve,
    boolean weights,
    String error,
    String stackTrace,
    long trainingNanos,
    long evaluationNanos,
    long cpuNanos) {

  static final int SCHEMA_VERSION = 1;

  @JsonNaming(SnakeCaseStrategy.class)
  record Point(
      int epoch,
      long envSteps,
      long updates,
      Double meanReward,
      Double standardError,
      Double exactValue) {}

  static TrialFile of(TrialResult result, String fingerprint) {
    return result instanceof Completed completed
        ? of(completed, fingerprint)
        : of((Failed) result, fingerprint);
  }

  private static TrialFile of(Completed trial, String fingerprint) {
    return new TrialFile(
        SCHEMA_VERSION,
        fingerprint,
        trial.id().agent(),
        trial.id().seed(),
        Digest.of(trial.rewards()),
        trial.rewards(),
        trial.lengths(),
        trial.exactValue(),
        trial.greedyActions(),
        trial.envSteps(),
        trial.updates(),
        trial.keptEpoch(),
        trial.engine(),
        trial.curve().stream().map(TrialFile::point).toList(),
        trial.weights().isPresent(),
        null,
        null,
        trial.cost().trainingNanos(),
        trial.cost().evaluationNanos(),
        trial.cost().cpuNanos());
  }

  private static TrialFile of(Failed trial, String fingerprint) {
    return new TrialFile(
        SCHEMA_VERSION,
        fingerprint,
        trial.id().agent(),
        trial.id().seed(),
        null,
        null,
        null,
        null,
        null,
        0,
        0,
        0,
        null,
        List.of(),
        false,
        trial.error(),
        trial.stackTrace(),
        trial.cost().trainingNanos(),
        trial.cost().evaluationNanos(),
        trial.cost().cpuNanos());
  }

  private static Point point(Checkpoint checkpoint) {
    return new Point(
        checkpoint.epoch(),
        checkpoint.envSteps(),
        checkpoint.updates(),
        checkpoint.meanReward(),
        checkpoint.standardError(),
        checkpoint.exactValue());
  }

  /**
   * Whether it holds together: the digest is that of the rewards. A hand-edited or damaged file
   * does not, and its trial is run again.
   */
  boolean sound() {
    return schemaVersion == SCHEMA_VERSION
        && fingerprint != null
        && agent != null
        && (error != null || rewards != null && Digest.of(rewards).equals(digest))
        && (error != null || lengths != null && lengths.length == rewards.length)
        && (error != null || greedyActions != null && curve != null);
  }

  TrialResult result(Optional<Weights> networks) {
    TrialId id = new TrialId(agent, seed);
    Cost cost = new Cost(trainingNanos, evaluationNanos, cpuNanos);
    if (error != null) {
      return new Failed(id, error, stackTrace, cost);
    }
    List<Checkpoint> checkpoints =
        curve.stream()
            .map(
                point ->
                    new Checkpoint(
                        point.epoch(),
                        point.envSteps(),
                        point.updates(),
                        point.meanReward(),
                        point.standardError(),
                        point.exactValue()))
            .toList();
    return new Completed(
        id,
        rewards,
        lengths,
        exactValue,
        greedyActions,
        envSteps,
        updates,
        keptEpoch,
        engine,
        checkpoints,
        networks,
        cost);
  }
}
