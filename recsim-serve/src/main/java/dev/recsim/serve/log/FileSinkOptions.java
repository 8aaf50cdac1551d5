package dev.recsim.serve.log;

import dev.recsim.api.InvalidOption;
import java.nio.file.Path;

/**
 * Where and how {@link FileSink} writes.
 *
 * @param folder of the files; created if it does not exist
 * @param rotate bytes of a file from which on the next one begins
 * @param hashed whether units are hashed, see {@link UnitHashes}
 * @param saltEnv environment variable with the salt of the hashes; null for a salt in the folder
 * @param queue bytes of records that may wait for the disk; more are lost
 */
public record FileSinkOptions(
    Path folder, long rotate, boolean hashed, String saltEnv, long queue) {
  private static final long MEGABYTE = 1_000_000;
  private static final long SMALLEST = 1_000;

  /**
   * Checks the sizes.
   *
   * @throws InvalidOption if one is too small
   */
  public FileSinkOptions {
    InvalidOption.unless(rotate >= SMALLEST, "rotate", "must be 1KB or more");
    InvalidOption.unless(queue >= SMALLEST, "queue", "must be 1KB or more");
  }

  /** Files of 64 MB with hashed units, a salt in the folder, and a queue of 64 MB. */
  public static FileSinkOptions of(Path folder) {
    return new FileSinkOptions(folder, 64 * MEGABYTE, true, null, 64 * MEGABYTE);
  }
}
