package dev.recsim.store;

import dev.recsim.io.AtomicFile;
import dev.recsim.io.Digest;
import dev.recsim.io.RegularFile;
import dev.recsim.trial.TrialId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Digests of trial files that were read and found complete. Comparing a digest takes a tenth of the
 * time of reading the files. A digest covers all bytes that determine the result of the check, so
 * any change makes a trial unknown. If this file is damaged, trials are read again.
 */
final class Known {
  private final Path file;

  /** The digests in the file; null before it is read. */
  private Set<String> stored;

  private final Set<String> confirmed = new TreeSet<>();

  Known(Path file) {
    this.file = file;
  }

  /**
   * The digest of these contents.
   *
   * @param networks null if there are none
   */
  static String digest(TrialId id, String fingerprint, byte[] trial, byte[] networks) {
    String head = id + "\n" + fingerprint + "\n" + trial.length + "\n";
    return Digest.of(
        head.getBytes(StandardCharsets.UTF_8), trial, networks == null ? new byte[0] : networks);
  }

  /** Whether the file has no digests. */
  boolean isEmpty() {
    return stored().isEmpty();
  }

  boolean has(String digest) {
    boolean known = stored().contains(digest);
    if (known) {
      confirmed.add(digest);
    }
    return known;
  }

  void add(String digest) {
    confirmed.add(digest);
  }

  /** Writes the digests found or confirmed since the file was read. */
  void write() throws IOException {
    if (!confirmed.equals(stored())) {
      AtomicFile.write(file, String.join("\n", confirmed) + "\n");
      stored = new HashSet<>(confirmed);
    }
  }

  private Set<String> stored() {
    if (stored == null) {
      stored = new HashSet<>(lines());
    }
    return stored;
  }

  private Collection<String> lines() {
    try {
      return new String(RegularFile.read(file), StandardCharsets.ISO_8859_1).lines().toList();
    } catch (IOException e) {
      return Set.of();
    }
  }
}
