package dev.recsim.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.recsim.api.Weights;
import dev.recsim.io.Digest;
import dev.recsim.trial.Checkpoint;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Cost;
import dev.recsim.trial.TrialResult.Failed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.zip.CRC32;

/**
 * A stored trial as JSON. The networks lie beside it as safetensors; doubles read back to the bit.
 *
 * @param fingerprint of all that decides the result; another fingerprint means another trial
 * @param digest SHA-256 over the bits of the session rewards; null if the trial failed
 * @param metrics the world's figures in its order; null where one has no value
 * @param networksCrc CRC-32 of the file of networks; null without networks
 * @param error null if the trial completed
 * @param checksum {@link #contentSum} of this file as it was written
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
    Map<String, Double> metrics,
    Long networksCrc,
    String error,
    String stackTrace,
    long trainingNanos,
    long evaluationNanos,
    long cpuNanos,
    String checksum) {

  static final int SCHEMA_VERSION = 2;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  @JsonNaming(SnakeCaseStrategy.class)
  record Point(
      int epoch,
      long envSteps,
      long updates,
      Double meanReward,
      Double standardError,
      Double exactValue) {}

  /**
   * @param networks the file of networks, or null
   */
  static TrialFile of(TrialResult result, String fingerprint, byte[] networks) {
    return result instanceof Completed completed
        ? of(completed, fingerprint, networks == null ? null : crc(networks))
        : of((Failed) result, fingerprint);
  }

  private static TrialFile of(Completed trial, String fingerprint, Long networksCrc) {
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
        known(trial.metrics()),
        networksCrc,
        null,
        null,
        trial.cost().trainingNanos(),
        trial.cost().evaluationNanos(),
        trial.cost().cpuNanos(),
        null);
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
        Map.of(),
        null,
        trial.error(),
        trial.stackTrace(),
        trial.cost().trainingNanos(),
        trial.cost().evaluationNanos(),
        trial.cost().cpuNanos(),
        null);
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

  /** JSON has no number for a figure without a value. */
  private static Map<String, Double> known(Map<String, Double> metrics) {
    Map<String, Double> known = new LinkedHashMap<>(metrics);
    known.replaceAll((name, value) -> Double.isFinite(value) ? value : null);
    return known;
  }

  private static Map<String, Double> unknown(Map<String, Double> metrics) {
    Map<String, Double> values = new LinkedHashMap<>(metrics);
    values.replaceAll((name, value) -> value == null ? Double.NaN : value);
    return values;
  }

  /** The file's bytes, with its checksum. */
  byte[] write() {
    try {
      return JSON.writeValueAsBytes(withChecksum());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers and text can always be written", e);
    }
  }

  private TrialFile withChecksum() {
    return new TrialFile(
        schemaVersion,
        fingerprint,
        agent,
        seed,
        digest,
        rewards,
        lengths,
        exactValue,
        greedyActions,
        envSteps,
        updates,
        keptEpoch,
        engine,
        curve,
        metrics,
        networksCrc,
        error,
        stackTrace,
        trainingNanos,
        evaluationNanos,
        cpuNanos,
        contentSum());
  }

  /**
   * @throws IOException if this is no trial file at all
   */
  static TrialFile read(byte[] json) throws IOException {
    TrialFile file = JSON.readValue(json, TrialFile.class);
    if (file == null) {
      throw new IOException("it is empty");
    }
    return file;
  }

  /**
   * SHA-256 over all of it but the checksum, whatever the order and layout of its keys. The rewards
   * are in it by their digest: most of a file would be hashed twice.
   */
  private String contentSum() {
    StringBuilder content = new StringBuilder();
    append(content, schemaVersion, fingerprint, agent, seed, digest, Arrays.toString(lengths));
    append(content, bits(exactValue), Arrays.toString(greedyActions), envSteps, updates);
    append(content, keptEpoch, engine, networksCrc, error, stackTrace);
    append(content, trainingNanos, evaluationNanos, cpuNanos);
    for (Point point : curve) {
      append(content, point.epoch(), point.envSteps(), point.updates());
      append(content, bits(point.meanReward()), bits(point.standardError()));
      append(content, bits(point.exactValue()));
    }
    metrics.forEach((name, value) -> append(content, name, bits(value)));
    return Digest.of(content.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** With their lengths, so that no two lists of values have the same text. */
  private static void append(StringBuilder content, Object... values) {
    for (Object value : values) {
      String text = String.valueOf(value);
      content.append(value == null ? -1 : text.length()).append(':').append(text);
    }
  }

  /** Text of a double is not the same on JDK 17 and 25. */
  private static Long bits(Double value) {
    return value == null ? null : Double.doubleToLongBits(value);
  }

  static long crc(byte[] networks) {
    CRC32 crc = new CRC32();
    crc.update(networks);
    return crc.getValue();
  }

  /** Whether its contents are those that were written, and numbers where numbers should be. */
  boolean sound() {
    return curve != null
        && !curve.contains(null)
        && metrics != null
        && contentSum().equals(checksum)
        && fingerprint != null
        && agent != null
        && (error != null || rewards != null && Digest.of(rewards).equals(digest))
        && (error != null || lengths != null && lengths.length == rewards.length)
        && (error != null || greedyActions != null && finite());
  }

  private boolean finite() {
    return DoubleStream.of(rewards).allMatch(Double::isFinite)
        && finite(exactValue)
        && metrics.values().stream().allMatch(TrialFile::finite)
        && curve.stream()
            .allMatch(
                point ->
                    finite(point.meanReward())
                        && finite(point.standardError())
                        && finite(point.exactValue()));
  }

  private static boolean finite(Double value) {
    return value == null || Double.isFinite(value);
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
        unknown(metrics),
        cost);
  }
}
