package dev.recsim.store;

import dev.recsim.io.RunFiles;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps two runs off one reports folder. A lock of the operating system on a file in it: it ends
 * with the process that holds it, however that ends, so a stale lock needs no care. The file names
 * the holder.
 */
public final class RunLock implements AutoCloseable {
  /** Locked far behind the text, so that the holder's name stays readable on every system. */
  private static final long LOCKED_BYTE = 1L << 30;

  private final RandomAccessFile file;

  private RunLock(RandomAccessFile file) {
    this.file = file;
  }

  /**
   * Takes the lock of a reports folder; creates the folder if need be.
   *
   * @param holder one line that says who takes it
   * @throws IOException if another process holds it, or the folder cannot be written; the message
   *     says which and what to do
   */
  public static RunLock take(Path folder, String holder) throws IOException {
    RandomAccessFile file = open(folder);
    if (!tryLock(file)) {
      String other =
          Files.readString(folder.resolve(RunFiles.LOCK), StandardCharsets.UTF_8).strip();
      file.close();
      throw new IOException(
          "another run holds "
              + folder
              + " ("
              + (other.isEmpty() ? "it does not say who" : other)
              + "); wait for it, stop it, or set recsim.reportsDirectory to another folder");
    }
    try {
      file.setLength(0);
      file.write((holder + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      file.close();
      throw unwritable(folder, e);
    }
    return new RunLock(file);
  }

  /** Takes the lock of a folder that is held for a moment only: waits for it. */
  public static RunLock await(Path folder) throws IOException {
    RandomAccessFile file = open(folder);
    file.getChannel().lock(LOCKED_BYTE, 1, false);
    return new RunLock(file);
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
        "the reports folder "
            + folder
            + " cannot be written ("
            + e
            + "); see that it may be written and has room, or set recsim.reportsDirectory to another"
            + " folder",
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

  /** Gives the lock back. */
  @Override
  public void close() throws IOException {
    file.setLength(0);
    file.close();
  }
}
