package dev.recsim.store;

import dev.recsim.json.JsonRecords;
import dev.recsim.policy.Safetensors;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Encodes results of trials and replays as bytes, to send them to other processes. */
public final class Delivery {
  private static final String DAMAGED = "a trial's result arrived damaged";

  private Delivery() {}

  /** Packs a result: length of the trial's JSON, the JSON, the networks as safetensors. */
  public static byte[] encode(TrialResult result) {
    byte[] networks =
        result instanceof Completed completed && completed.weights().isPresent()
            ? new Safetensors(new TreeMap<>(), completed.weights().get()).encode()
            : null;
    byte[] trial = TrialFile.of(result, "", Map.of(), networks).write();
    int length = Integer.BYTES + trial.length + (networks == null ? 0 : networks.length);
    ByteBuffer bytes = ByteBuffer.allocate(length).putInt(trial.length).put(trial);
    return (networks == null ? bytes : bytes.put(networks)).array();
  }

  /** Packs a replay, or its result. */
  public static byte[] encode(Record replay) {
    return JsonRecords.line(replay).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Unpacks a replay, or its result.
   *
   * @throws IOException if it is incomplete or damaged
   */
  public static <R extends Record> R decode(byte[] delivery, Class<R> type) throws IOException {
    return JsonRecords.read(delivery, type);
  }

  /**
   * Unpacks a result.
   *
   * @throws IOException if it is incomplete or damaged
   */
  public static TrialResult decode(byte[] delivery) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(delivery);
    int length = bytes.remaining() < Integer.BYTES ? -1 : bytes.getInt();
    if (length < 0 || length > bytes.remaining()) {
      throw new IOException(DAMAGED);
    }
    byte[] trial = new byte[length];
    bytes.get(trial);
    byte[] networks = new byte[bytes.remaining()];
    bytes.get(networks);
    Optional<TrialFile> file = TrialFile.read(trial);
    Long crc = networks.length == 0 ? null : TrialFile.crc(networks);
    if (file.isEmpty() || !Objects.equals(file.get().networksCrc(), crc)) {
      throw new IOException(DAMAGED);
    }
    return file.get()
        .result(
            crc == null ? Optional.empty() : Optional.of(Safetensors.decode(networks).weights()));
  }
}
