package dev.recsim.store;

import dev.recsim.io.RunFiles;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Prevents two runs in the same reports folder. It is a lock of the operating system on a file in
 * the folder. The lock ends with its process, so there are no stale locks. The file names the
 * holder.
 */
public final class RunLock implements AutoCloseable {
  /** Position of the lock far after the text, so the holder's name is readable on every system. */
  private static final long LOCKED_BYTE = 1L << 30;

  private static final long WAIT_MILLIS = 100;

  private final RandomAccessFile file;

  private RunLock(RandomAccessFile file) {
    this.file = file;
  }

  /**
   * Takes the lock of a reports folder; creates the folder if it does not exist.
   *
   * @param holder one line that says who takes it
   * @throws IOException if another process holds it, or the folder cannot be written; the message
   *     says which, and what to do
   */
  public static RunLock take(Path folder, String holder) throws IOException {
    RandomAccessFile file = open(folder);
    if (!tryLock(file)) {
      String other =
          Files.readString(folder.resolve(RunFiles.LOCK), StandardCharsets.UTF_8).strip();
      file.close();
      throw new IOException(
          "another run holds %s (%s); wait for it, stop it, or set recsim.reportsDirectory to another folder"
              .formatted(folder, other.isEmpty() ? "it does not say who" : other));
    }
    return held(file, folder, holder);
  }

  private static RunLock held(RandomAccessFile file, Path folder, String holder)
      throws IOException {
    try {
      file.setLength(0);
      file.write((holder + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      file.close();
      throw unwritable(folder, e);
    }
    return new RunLock(file);
  }

  /**
   * Waits until no other run, in this process or another one, holds the lock of a folder, and takes
   * it.
   *
   * @param holder one line that says who takes it
   * @throws IOException if the folder cannot be written
   * @throws InterruptedIOException if the thread is interrupted while it waits
   */
  public static RunLock await(Path folder, String holder) throws IOException {
    RandomAccessFile file = open(folder);
    try {
      while (!tryLock(file)) {
        Thread.sleep(WAIT_MILLIS);
      }
    } catch (InterruptedException e) {
      file.close();
      throw new InterruptedIOException("interrupted while another run holds " + folder);
    }
    return held(file, folder, holder);
  }

  private static RandomAccessFile open(Path folder) throws IOException {
    Path lock = folder.resolve(RunFiles.LOCK);
    if (Files.isSymbolicLink(lock)) {
      throw new IOException(lock + " is a symbolic link, whose target would be emptied; remove it");
    }
    try {
      Files.createDirectories(folder);
      return new RandomAccessFile(lock.toFile(), "rw");
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  private static IOException unwritable(Path folder, IOException e) {
    return new IOException(
        "the reports folder %s cannot be written (%s); see that it may be written and has room, or set recsim.reportsDirectory to another folder"
            .formatted(folder, e),
        e);
  }

  private static boolean tryLock(RandomAccessFile file) throws IOException {
    try {
      FileLock lock = file.getChannel().tryLock(LOCKED_BYTE, 1, false);
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** Releases the lock. */
  @Override
  public void close() throws IOException {
    file.setLength(0);
    file.close();
  }
}
