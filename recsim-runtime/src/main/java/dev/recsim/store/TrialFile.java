package dev.recsim.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.recsim.api.Inputs;
import dev.recsim.api.Weights;
import dev.recsim.json.JsonRecords;
import dev.recsim.policy.SavedPolicy;
import dev.recsim.trial.Checkpoint;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Cost;
import dev.recsim.trial.TrialResult.Failed;
import dev.recsim.trial.TrialResult.Trust;
import dev.recsim.trial.schedule.Ending;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A stored trial as JSON, which ends with the CRC-32 of all bytes before it. The networks are in a
 * separate file. Doubles are preserved exactly. A file with a number that is not finite is damaged,
 * except in metrics, which need not have a value.
 *
 * @param schemaVersion {@link #SCHEMA_VERSION} of the code that wrote it
 * @param id of the trial
 * @param fingerprint of everything that determines the result; another fingerprint means another
 *     trial
 * @param type type of the agent; null in older files, and so are the options
 * @param options its options as JSON
 * @param networksCrc CRC-32 of the file of networks; null without networks
 * @param completed null if the trial failed
 * @param failed null if the trial completed
 */
@JsonInclude(Include.NON_NULL)
record TrialFile(
    int schemaVersion,
    TrialId id,
    String fingerprint,
    String type,
    String options,
    Long networksCrc,
    Figures completed,
    Failed failed) {

  /** Must be raised when a record of a result changes; files of other versions count as absent. */
  private static final int SCHEMA_VERSION = 9;

  /** Bytes of the checksum with its key and the closing brace. */
  private static final int END_LENGTH = end(new byte[0], 0).length;

  private static final String START = "{\"schema_version\":";

  /** What a completed trial came to; {@link Completed} says what each component is. */
  @JsonInclude(Include.NON_NULL)
  record Figures(
      String rewards,
      String digest,
      String lengths,
      Double exactValue,
      String greedyActions,
      long warmupSteps,
      long envSteps,
      long updates,
      int keptEpoch,
      Ending ending,
      String engine,
      List<Checkpoint> curve,
      Map<String, Double> metrics,
      Map<String, String> metricDigests,
      Trust trust,
      Inputs inputs,
      Cost cost) {
    static Figures of(Completed result) {
      return new Figures(
          ArrayBits.text(result.rewards()),
          result.digest(),
          ArrayBits.text(result.lengths()),
          result.exactValue(),
          ArrayBits.text(result.greedyActions()),
          result.warmupSteps(),
          result.envSteps(),
          result.updates(),
          result.keptEpoch(),
          result.ending(),
          result.engine(),
          result.curve(),
          result.metrics(),
          result.metricDigests(),
          result.trust(),
          result.inputs(),
          result.cost());
    }

    /** Whether all numbers are finite, except metrics, which need not have a value. */
    private static boolean isFinite(Completed result) {
      List<Double> scores = new ArrayList<>();
      scores.add(result.exactValue());
      for (Checkpoint it : result.curve()) {
        scores.addAll(Arrays.asList(it.meanReward(), it.standardError(), it.exactValue()));
        scores.addAll(it.diagnostics().values());
        scores.addAll(it.metrics().values());
      }
      Trust trust = result.trust();
      return isFinite(result.rewards())
          && scores.stream().allMatch(it -> it == null || Double.isFinite(it))
          && (trust == null || isFinite(trust.values()) && Double.isFinite(trust.thinSteps()));
    }

    private static boolean isFinite(double[] values) {
      return Arrays.stream(values).allMatch(Double::isFinite);
    }
  }

  /**
   * Creates the file of a result.
   *
   * @param metadata see {@link SavedPolicy#metadata}
   * @param networks the file of networks, or null
   */
  static TrialFile of(
      TrialResult result, String fingerprint, Map<String, String> metadata, byte[] networks) {
    return new TrialFile(
        SCHEMA_VERSION,
        result.id(),
        fingerprint,
        metadata.get(SavedPolicy.TYPE),
        metadata.get(SavedPolicy.OPTIONS),
        networks == null ? null : crc(networks),
        result instanceof Completed completed && Figures.isFinite(completed)
            ? Figures.of(completed)
            : null,
        result instanceof Failed failed ? failed : null);
  }

  /** The file's bytes. */
  byte[] write() {
    byte[] json = JsonRecords.line(this).getBytes(StandardCharsets.UTF_8);
    byte[] end = end(json, json.length - 1);
    byte[] file = Arrays.copyOf(json, json.length - 1 + end.length);
    System.arraycopy(end, 0, file, json.length - 1, end.length);
    return file;
  }

  /**
   * Reads a file's bytes.
   *
   * @return empty if the file is of another version
   * @throws IOException if it is damaged
   */
  static Optional<TrialFile> read(byte[] file) throws IOException {
    String current = START + SCHEMA_VERSION + ",";
    String start =
        new String(file, 0, Math.min(file.length, current.length()), StandardCharsets.ISO_8859_1);
    if (start.startsWith(START) && !start.equals(current)) {
      return Optional.empty();
    }
    int length = file.length - END_LENGTH;
    if (length < 0 || !Arrays.equals(file, length, file.length, end(file, length), 0, END_LENGTH)) {
      throw new IOException("its contents do not have its checksum");
    }
    TrialFile read = JsonRecords.read(file, TrialFile.class);
    if (read.completed == null && read.failed == null) {
      throw new IOException("it holds a value that is not a number");
    }
    return Optional.of(read);
  }

  /** The checksum and end of a file whose contents are the first {@code length} bytes. */
  private static byte[] end(byte[] bytes, int length) {
    String checksum = HexFormat.of().toHexDigits(crc(bytes, length), 8);
    return (",\"checksum\":\"" + checksum + "\"}").getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Whether a file has its networks. */
  boolean hasNetworks(Path file) throws IOException {
    return Files.isRegularFile(file) && crc(Files.readAllBytes(file)) == networksCrc;
  }

  static long crc(byte[] networks) {
    return crc(networks, networks.length);
  }

  /** Unlike SHA-256, this is quick also before the JVM has compiled it. */
  private static long crc(byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    return crc.getValue();
  }

  /** The result with these networks; each stored trial of a run is read in this way. */
  TrialResult result(Optional<Weights> networks) {
    if (failed != null) {
      return new Failed(id, failed.error(), failed.stackTrace(), failed.cost());
    }
    return new Completed(
        id,
        ArrayBits.doubles(completed.rewards),
        completed.digest,
        ArrayBits.ints(completed.lengths),
        completed.exactValue,
        ArrayBits.ints(completed.greedyActions),
        completed.warmupSteps,
        completed.envSteps,
        completed.updates,
        completed.keptEpoch,
        completed.ending,
        completed.engine,
        completed.curve,
        networks,
        completed.metrics,
        completed.metricDigests,
        completed.trust,
        completed.inputs,
        completed.cost);
  }
}
