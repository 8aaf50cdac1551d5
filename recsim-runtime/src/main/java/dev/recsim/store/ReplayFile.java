package dev.recsim.store;

import dev.recsim.explain.replay.Replayed;
import dev.recsim.json.JsonRecords;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What was replayed from stored trials, as JSON. It starts with a digest of the trials, so it need
 * not be read to know whether it is current.
 *
 * @param schemaVersion {@link #SCHEMA_VERSION} of the code that wrote it
 * @param trials digest of the trials
 * @param baseline digest of the baseline's trial among them; empty if there is none
 */
record ReplayFile(int schemaVersion, String trials, String baseline, Replayed replayed) {
  /** Must be raised when a record of it changes; files of other versions are replaced. */
  private static final int SCHEMA_VERSION = 4;

  /** Whether a file is of these trials and this version. */
  static boolean isOf(String trials, Path file) throws IOException {
    return hasStart(trials + "\",", file);
  }

  /** Whether a file is of these trials, of this version, and of this trial of a baseline. */
  static boolean isOf(String trials, String baseline, Path file) throws IOException {
    return hasStart(trials + "\",\"baseline\":\"" + baseline + "\",", file);
  }

  private static boolean hasStart(String trials, Path file) throws IOException {
    String text = "{\"schema_version\":" + SCHEMA_VERSION + ",\"trials\":\"" + trials;
    byte[] start = text.getBytes(StandardCharsets.US_ASCII);
    try (InputStream bytes = Files.newInputStream(file)) {
      return Arrays.equals(bytes.readNBytes(start.length), start);
    }
  }

  static String write(String trials, String baseline, Replayed replayed) {
    return JsonRecords.line(new ReplayFile(SCHEMA_VERSION, trials, baseline, replayed));
  }

  /**
   * @throws IOException if it is damaged
   */
  static Replayed read(byte[] file) throws IOException {
    return JsonRecords.read(file, ReplayFile.class).replayed();
  }
}
