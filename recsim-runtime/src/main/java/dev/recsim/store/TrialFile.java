package dev.recsim.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.recsim.api.Weights;
import dev.recsim.policy.SavedPolicy;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Failed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A stored trial as JSON, which ends with the CRC-32 of all bytes before it. The networks are in a
 * separate file. Doubles are preserved exactly. Numbers that are not finite make the file
 * unreadable, except in metrics, where they are read as NaN.
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
record TrialFile(
    int schemaVersion,
    TrialId id,
    String fingerprint,
    String type,
    String options,
    Long networksCrc,
    Completed completed,
    Failed failed) {

  /** Must be raised when a record of a result changes; files of other versions count as absent. */
  private static final int SCHEMA_VERSION = 8;

  /** Bytes of the checksum with its key and the closing brace. */
  private static final int END_LENGTH = end(new byte[0], 0).length;

  private static final String START = "{\"schema_version\":";

  private static final ObjectWriter WRITER =
      Json.MAPPER.writer().without(JsonWriteFeature.WRITE_NAN_AS_STRINGS);

  /** Of no type yet: finding out how to read one takes time, and most runs only write. */
  private static final ObjectReader READER =
      Json.MAPPER
          .reader()
          .with(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          // A file with its checksum is as it was written.
          .without(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /** Jackson mappings of results that differ from the default. */
  @JsonIgnoreProperties({"id", "weights"})
  abstract static class Mapping {
    @JsonSerialize(using = ArrayBits.OfDoubles.class)
    @JsonDeserialize(using = ArrayBits.ToDoubles.class)
    double[] rewards;

    @JsonSerialize(using = ArrayBits.OfInts.class)
    @JsonDeserialize(using = ArrayBits.ToInts.class)
    int[] lengths;

    @JsonSerialize(using = ArrayBits.OfInts.class)
    @JsonDeserialize(using = ArrayBits.ToInts.class)
    int[] greedyActions;

    @JsonSerialize(contentUsing = FigureWriter.class)
    @JsonDeserialize(contentUsing = FigureReader.class)
    Map<String, Double> metrics;
  }

  static final class FigureWriter extends JsonSerializer<Double> {
    @Override
    public void serialize(Double figure, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      if (Double.isFinite(figure)) {
        json.writeNumber(figure);
      } else {
        json.writeNull();
      }
    }
  }

  static final class FigureReader extends JsonDeserializer<Double> {
    @Override
    public Double deserialize(JsonParser json, DeserializationContext context) throws IOException {
      return json.getDoubleValue();
    }

    @Override
    public Double getNullValue(DeserializationContext context) {
      return Double.NaN;
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
        result instanceof Completed completed ? completed : null,
        result instanceof Failed failed ? failed : null);
  }

  /** The file's bytes. */
  byte[] write() {
    try {
      byte[] json = WRITER.writeValueAsBytes(this);
      byte[] end = end(json, json.length - 1);
      byte[] file = Arrays.copyOf(json, json.length - 1 + end.length);
      System.arraycopy(end, 0, file, json.length - 1, end.length);
      return file;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers and text can always be written", e);
    }
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
    return Optional.of(READER.forType(TrialFile.class).readValue(file));
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
        completed.rewards(),
        completed.digest(),
        completed.lengths(),
        completed.exactValue(),
        completed.greedyActions(),
        completed.warmupSteps(),
        completed.envSteps(),
        completed.updates(),
        completed.keptEpoch(),
        completed.ending(),
        completed.engine(),
        completed.curve(),
        networks,
        completed.metrics(),
        completed.metricDigests(),
        completed.trust(),
        completed.inputs(),
        completed.cost());
  }
}
