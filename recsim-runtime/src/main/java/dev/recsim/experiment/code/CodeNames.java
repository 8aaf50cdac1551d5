package dev.recsim.experiment.code;

import dev.recsim.io.Digest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The names of the files of all class path entries. If several entries have a file of one name with
 * other contents, the first one wins, and some code reads all of them in order, so the order of the
 * class path matters.
 */
final class CodeNames {
  private static final int LEAST = 1 << 14;

  private final List<Overlap> overlaps = new ArrayList<>();

  /** Hashes of names, by open addressing; 0 for a free place. */
  private long[] hashes = new long[LEAST];

  private int[] crcs = new int[LEAST];

  /** The entries that have the names first, as numbers in order. */
  private int[] owners = new int[LEAST];

  private int size;
  private Path last;
  private int entries;

  /**
   * A file that an earlier entry has too.
   *
   * @param loser the later entry
   * @param name hash of the name
   * @param first what stands for the contents in the first entry
   * @param crc what stands for the contents in this one
   */
  record Overlap(Path loser, long name, int first, int crc) {}

  /**
   * Adds a file of an entry. All files of an entry follow each other, in any order.
   *
   * @param hash of its name; an entry may have it several times, for several versions of Java
   * @param crc of its contents
   */
  void add(long hash, int crc, Path entry) {
    if (!entry.equals(last)) {
      last = entry;
      entries++;
    }
    if (2 * size >= hashes.length) {
      grow();
    }
    int at = place(hash);
    if (hashes[at] == 0) {
      hashes[at] = hash;
      crcs[at] = crc;
      owners[at] = entries;
      size++;
    } else if (owners[at] == entries) {
      crcs[at] += crc;
    } else {
      overlaps.add(new Overlap(entry, hash, crcs[at], crc));
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
    int[] first = owners;
    hashes = new long[2 * before.length];
    crcs = new int[2 * before.length];
    owners = new int[2 * before.length];
    for (int i = 0; i < before.length; i++) {
      if (before[i] != 0) {
        int at = place(before[i]);
        hashes[at] = before[i];
        crcs[at] = values[i];
        owners[at] = first[i];
      }
    }
  }

  List<Overlap> overlaps() {
    return List.copyOf(overlaps);
  }

  /** The digest of the order of the contents of each name; empty if none has several. */
  static String digest(List<Overlap> overlaps) {
    Map<Long, Map<Path, Integer>> losers = new TreeMap<>();
    Map<Long, Integer> winners = new HashMap<>();
    for (Overlap it : overlaps) {
      winners.put(it.name(), it.first());
      losers
          .computeIfAbsent(it.name(), name -> new LinkedHashMap<>())
          .merge(it.loser(), it.crc(), Integer::sum);
    }
    StringBuilder text = new StringBuilder();
    losers.forEach(
        (name, contents) -> {
          StringBuilder order = new StringBuilder();
          int before = winners.get(name);
          for (int crc : contents.values()) {
            if (crc != before) {
              order.append(' ').append(crc);
              before = crc;
            }
          }
          if (!order.isEmpty()) {
            text.append(name).append(' ').append(winners.get(name)).append(order).append('\n');
          }
        });
    return text.isEmpty() ? "" : Digest.of(text.toString());
  }
}
