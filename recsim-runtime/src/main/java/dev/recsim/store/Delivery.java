package dev.recsim.store;

import dev.recsim.api.Weights;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.TreeMap;

/** A trial's result in bytes, networks and all, on its way from where it ran to the store. */
public final class Delivery {
  private Delivery() {}

  /** Packs a result: length of the trial's JSON, the JSON, the networks as safetensors. */
  public static byte[] encode(TrialResult result) {
    byte[] networks =
        result instanceof Completed completed && completed.weights().isPresent()
            ? new Safetensors(new TreeMap<>(), completed.weights().get()).encode()
            : null;
    byte[] trial = TrialFile.of(result, "", networks).write();
    int length = Integer.BYTES + trial.length + (networks == null ? 0 : networks.length);
    ByteBuffer bytes = ByteBuffer.allocate(length).putInt(trial.length).put(trial);
    return (networks == null ? bytes : bytes.put(networks)).array();
  }

  /**
   * Unpacks a result.
   *
   * @throws IOException if something is missing of it or has changed on the way
   */
  public static TrialResult decode(byte[] delivery) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(delivery);
    byte[] trial = new byte[Math.min(bytes.getInt(), bytes.remaining())];
    bytes.get(trial);
    TrialFile file = TrialFile.read(trial);
    byte[] networks = new byte[bytes.remaining()];
    bytes.get(networks);
    boolean whole =
        file.networksCrc() == null
            ? networks.length == 0
            : TrialFile.crc(networks) == file.networksCrc();
    if (!file.sound() || !whole) {
      throw new IOException("a trial's result arrived damaged");
    }
    Optional<Weights> weights =
        file.networksCrc() == null
            ? Optional.empty()
            : Optional.of(Safetensors.decode(networks).weights());
    return file.result(weights);
  }
}
