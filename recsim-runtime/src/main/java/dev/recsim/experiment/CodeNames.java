package dev.recsim.experiment;

import dev.recsim.io.Digest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The names of the files of all class path entries. If two entries have a file of one name with
 * other contents, the first one wins, so the order of the class path matters.
 */
final class CodeNames {
  private static final int LEAST = 1 << 14;

  private final List<Overlap> overlaps = new ArrayList<>();

  /** Hashes of names, by open addressing; 0 for a free place. */
  private long[] hashes = new long[LEAST];

  private int[] crcs = new int[LEAST];
  private int size;

  /**
   * A file that an earlier entry has too.
   *
   * @param loser the later entry
   * @param name hash of the name
   * @param crc of the contents that are used
   */
  record Overlap(Path loser, long name, int crc) {
    private String text() {
      return Long.toHexString(name) + " " + Integer.toHexString(crc);
    }
  }

  /**
   * Adds a file of an entry. All files of an entry follow each other.
   *
   * @param hash of its name
   * @param crc of its contents
   */
  void add(long hash, int crc, Path entry) {
    if (2 * size >= hashes.length) {
      grow();
    }
    int at = place(hash);
    if (hashes[at] == 0) {
      hashes[at] = hash;
      crcs[at] = crc;
      size++;
    } else if (crcs[at] != crc) {
      overlaps.add(new Overlap(entry, hash, crcs[at]));
    }
  }

  private int place(long hash) {
    int mask = hashes.length - 1;
    int at = (int) (hash ^ (hash >>> 32)) & mask;
    while (hashes[at] != 0 && hashes[at] != hash) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void grow() {
    long[] before = hashes;
    int[] values = crcs;
    hashes = new long[2 * before.length];
    crcs = new int[2 * before.length];
    for (int i = 0; i < before.length; i++) {
      if (before[i] != 0) {
        int at = place(before[i]);
        hashes[at] = before[i];
        crcs[at] = values[i];
      }
    }
  }

  List<Overlap> overlaps() {
    return List.copyOf(overlaps);
  }

  /** The digest of overlaps in any order; empty if there are none. */
  static String digest(List<Overlap> overlaps) {
    List<String> winners = overlaps.stream().map(Overlap::text).distinct().sorted().toList();
    return winners.isEmpty() ? "" : Digest.of(String.join("\n", winners));
  }
}
