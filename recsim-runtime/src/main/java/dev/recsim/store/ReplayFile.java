package dev.recsim.store;

import dev.recsim.json.JsonRecords;
import dev.recsim.trial.replay.Replayed;
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
 */
record ReplayFile(int schemaVersion, String trials, Replayed replayed) {
  /** Must be raised when a record of it changes; files of other versions are replaced. */
  private static final int SCHEMA_VERSION = 2;

  private static String start(String trials) {
    return "{\"schema_version\":" + SCHEMA_VERSION + ",\"trials\":\"" + trials + "\",";
  }

  /** Whether a file is of these trials and this version. */
  static boolean isOf(String trials, Path file) throws IOException {
    byte[] start = start(trials).getBytes(StandardCharsets.US_ASCII);
    try (InputStream bytes = Files.newInputStream(file)) {
      return Arrays.equals(bytes.readNBytes(start.length), start);
    }
  }

  static String write(String trials, Replayed replayed) {
    return JsonRecords.line(new ReplayFile(SCHEMA_VERSION, trials, replayed));
  }

  /**
   * @throws IOException if it is damaged
   */
  static Replayed read(byte[] file) throws IOException {
    return Json.MAPPER.readValue(file, ReplayFile.class).replayed();
  }
}
