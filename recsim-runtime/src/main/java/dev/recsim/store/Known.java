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
 * Contents of files that were read and found to be completed trials: to know them again takes a
 * digest of their bytes, a tenth of what it costs to read them. The digest is over all that the
 * finding rests on, so that a changed byte, wherever it is, makes a trial unknown; and if this file
 * itself is damaged, less is known.
 */
final class Known {
  private final Path file;

  /** Those of the file; null before it is read. */
  private Set<String> stored;

  private final Set<String> confirmed = new TreeSet<>();

  Known(Path file) {
    this.file = file;
  }

  /**
   * What tells these contents from all others.
   *
   * @param networks null where there are none
   */
  static String digest(TrialId id, String fingerprint, byte[] trial, byte[] networks) {
    String head = id + "\n" + fingerprint + "\n" + trial.length + "\n";
    return Digest.of(
        head.getBytes(StandardCharsets.UTF_8), trial, networks == null ? new byte[0] : networks);
  }

  /** Whether nothing is known from before. */
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

  /** Stores what was found or found again. */
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
