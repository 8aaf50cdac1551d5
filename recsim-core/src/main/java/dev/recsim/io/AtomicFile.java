package dev.recsim.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes files atomically. */
public final class AtomicFile {
  /** Suffix of files that are being written; killed processes leave them behind. */
  public static final String UNFINISHED = ".tmp";

  private AtomicFile() {}

  /** Writes text as UTF-8; see {@link #write(Path, byte[])}. */
  public static void write(Path file, String text) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes to a temporary file in the same folder, forces it to disk and moves it into place in one
   * step: a reader sees the old file or the new one. Creates the folder if it does not exist. An
   * interrupt does not stop it: code of users may leave the flag of its thread set.
   *
   * @throws FileSystemException if the file cannot be written; names the file. The old file is then
   *     unchanged, and the temporary one is deleted
   */
  public static void write(Path file, byte[] contents) throws FileSystemException {
    write(file, out -> out.write(contents));
  }

  /** Writes the contents of a file. */
  public interface Contents {
    /** Writes everything. */
    void to(OutputStream out) throws IOException;
  }

  /** Writes contents of any size; see {@link #write(Path, byte[])}. */
  public static void write(Path file, Contents contents) throws FileSystemException {
    Path unfinished = null;
    boolean interrupted = Thread.interrupted();
    try {
      Path folder = file.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      unfinished = folder.resolve(file.getFileName() + UNFINISHED);
      force(unfinished, contents);
      move(unfinished, file);
      unfinished = null;
    } catch (IOException e) {
      throw named(file, unfinished, e);
    } finally {
      delete(unfinished);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Deletes what a killed process left of writing a file. */
  public static void discard(Path file) throws IOException {
    Files.deleteIfExists(file.resolveSibling(file.getFileName() + UNFINISHED));
  }

  /** Gives a file another name, and replaces the file that has it. */
  public static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void force(Path file, Contents contents) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      contents.to(Channels.newOutputStream(channel));
      channel.force(true);
    }
  }

  /**
   * Adds the file's name: errors of a full disk have none, and the temporary name means nothing to
   * users.
   */
  private static FileSystemException named(Path file, Path unfinished, IOException e) {
    if (Files.isDirectory(file)) {
      FileSystemException folder =
          new FileSystemException(file.toString(), null, "a folder is in its place; delete it");
      folder.initCause(e);
      return folder;
    }
    String reason = e.getMessage();
    if (e instanceof FileSystemException problem) {
      if (unfinished == null || !unfinished.toString().equals(problem.getFile())) {
        return problem;
      }
      reason = e instanceof AccessDeniedException ? "permission denied" : problem.getReason();
    }
    FileSystemException named = new FileSystemException(file.toString(), null, reason);
    named.initCause(e);
    return named;
  }

  /** Deletes the temporary file; if that fails, the next run does it. */
  private static void delete(Path unfinished) {
    try {
      if (unfinished != null) {
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException e) {
      // The error that caused this is already reported.
    }
  }
}
