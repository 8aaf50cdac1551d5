package dev.recsim.experiment.code;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * The digest of a class path entry: a sum over its files, so their order does not matter. Of recsim
 * itself, reports, the operations of the goals and the program do not count, because they change no
 * trial.
 *
 * <p>Checksums and 64-bit hashes find changes, not attacks: who can write the class path can run
 * any code anyway.
 */
final class EntryDigest implements CodeFiles.Visitor {
  /** A file of each entry that has something of {@link #ONLY_SHOWN}. */
  private static final byte[][] OWN = {
    bytes("dev/recsim/experiment/code/RunningCode.class"), bytes("dev/recsim/baseline/Check.class")
  };

  private static final byte[][] ONLY_SHOWN = {
    bytes("dev/recsim/report/"),
    bytes("dev/recsim/app/"),
    bytes("dev/recsim/cli/"),
    bytes("META-INF/libraries.txt")
  };

  private static final byte[] LIST = bytes(MergedJar.LIST);

  /**
   * Names of files whose order does not matter: no class depends on them, or they only say what
   * logs. Recsim finds components by their names, in whatever order their lists are read.
   */
  private static final byte[][] UNORDERED = {
    bytes("META-INF/MANIFEST.MF"),
    bytes("META-INF/SIG-"),
    bytes("META-INF/LICEN"),
    bytes("META-INF/licen"),
    bytes("META-INF/NOTICE"),
    bytes("META-INF/notice"),
    bytes("META-INF/DEPENDENCIES"),
    bytes("META-INF/services/dev.recsim."),
    bytes("META-INF/services/org.slf4j."),
    bytes("module-info.class"),
    bytes("LICENSE"),
    bytes("NOTICE"),
    bytes("README")
  };

  /** Ends of the names of such files below {@code META-INF/}. */
  private static final byte[][] UNORDERED_ENDS = {
    bytes(".SF"), bytes(".RSA"), bytes(".DSA"), bytes(".EC"), bytes("/module-info.class")
  };

  private static final byte[] META_INF = bytes("META-INF/");

  /** Where jars have files for some versions of Java, by number. */
  private static final byte[] VERSIONS = bytes("META-INF/versions/");

  /** What IDEs add to the class path to start tests. */
  private static final byte[][] LAUNCHERS = {
    bytes("com/intellij/rt/"),
    bytes("org/eclipse/jdt/internal/junit"),
    bytes("com/microsoft/java/test/runner/")
  };

  private final CodeNames names;
  private final Path place;

  private final CRC32 ieee = new CRC32();
  private final CRC32C castagnoli = new CRC32C();

  private long high;
  private long low;

  /** The sum of the files that count only if the entry is not recsim's own. */
  private long shownHigh;

  private long shownLow;

  /** The sum of properties of Maven, which folders of classes do not have. */
  private long properties;

  private boolean own;
  private boolean hasList;
  private boolean empty = true;
  private boolean launcher;

  /**
   * @param names gets the files
   */
  EntryDigest(CodeNames names, Path place) {
    this.names = names;
    this.place = place;
  }

  /** The digest of an entry on its own. */
  static EntryDigest of(Path place) throws IOException {
    EntryDigest digest = new EntryDigest(new CodeNames(), place);
    CodeFiles.visit(place, digest);
    return digest;
  }

  @Override
  public void file(byte[] bytes, int start, int end, int crc, long size) {
    if (end - start == LIST.length && CodeFiles.startsWith(bytes, start, end, LIST)) {
      hasList = true;
      return;
    }
    empty &= CodeFiles.isManifest(bytes, start, end);
    long name = name(bytes, start, end);
    long contents = mixed(size * 0x9E3779B97F4A7C15L ^ crc);
    long first = mixed(name ^ contents);
    long second = mixed(name + 0xD1B54A32D192ED03L ^ Long.rotateLeft(contents, 32));
    byte initial = end > start ? bytes[start] : 0;
    if (initial == 'M' && CodeFiles.isPropertiesOfMaven(bytes, start, end)) {
      properties += first;
      return;
    }
    if ((initial == 'd' || initial == 'M') && startsWithAny(bytes, start, end, ONLY_SHOWN)) {
      shownHigh += first;
      shownLow += second;
      return;
    }
    high += first;
    low += second;
    own |= initial == 'd' && startsWithAny(bytes, start, end, OWN);
    launcher |= (initial == 'c' || initial == 'o') && startsWithAny(bytes, start, end, LAUNCHERS);
    if (end > start && isOrdered(bytes, start, end)) {
      names.add(name, crc, place);
      int versioned = versioned(bytes, start, end);
      if (versioned > start) {
        // Not its checksum: that of an empty file is 0, which adds nothing.
        names.add(name(bytes, versioned, end), (int) first, place);
      }
    }
  }

  private static boolean isOrdered(byte[] bytes, int start, int end) {
    if (bytes[start] >= 'a' && bytes[start] != 'm') {
      return true;
    }
    if (startsWithAny(bytes, start, end, UNORDERED)) {
      return false;
    }
    if (CodeFiles.startsWith(bytes, start, end, META_INF)) {
      for (byte[] suffix : UNORDERED_ENDS) {
        if (CodeFiles.endsWith(bytes, start, end, suffix)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Where the name begins that a file for a version of Java replaces; the start for others. */
  private static int versioned(byte[] bytes, int start, int end) {
    if (CodeFiles.startsWith(bytes, start, end, VERSIONS)) {
      for (int i = start + VERSIONS.length; i < end; i++) {
        if (bytes[i] == '/') {
          return i + 1;
        }
      }
    }
    return start;
  }

  /** A hash of a name: two checksums with other polynomials, which are fast from the first call. */
  private long name(byte[] bytes, int start, int end) {
    ieee.reset();
    ieee.update(bytes, start, end - start);
    castagnoli.reset();
    castagnoli.update(bytes, start, end - start);
    return ieee.getValue() << Integer.SIZE | castagnoli.getValue();
  }

  private static boolean startsWithAny(byte[] bytes, int start, int end, byte[][] prefixes) {
    for (byte[] prefix : prefixes) {
      if (CodeFiles.startsWith(bytes, start, end, prefix)) {
        return true;
      }
    }
    return false;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014). */
  private static long mixed(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /**
   * Whether it has code: it is not a jar that only lists others, and not the launcher of an IDE.
   */
  boolean counts() {
    return !empty && !launcher;
  }

  /** A digest of the properties of Maven, which are not in {@link #hex}; empty without any. */
  String propertiesOfMaven() {
    return properties == 0 ? "" : HexFormat.of().toHexDigits(properties);
  }

  /** Whether it is a part of recsim. */
  boolean isOwn() {
    return own;
  }

  /** Whether it has the list of a {@link MergedJar}, which is in no digest. */
  boolean hasList() {
    return hasList;
  }

  /** Returns 32 hex digits. */
  String hex() {
    return own ? hex(high, low) : whole();
  }

  /** Returns 32 hex digits that also stand for what only recsim shows. */
  String whole() {
    return hex(high + shownHigh, low + shownLow);
  }

  private static String hex(long high, long low) {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(high) + hex.toHexDigits(low);
  }
}
