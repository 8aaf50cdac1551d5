package dev.recsim.io;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** Writes folders as a whole. */
public final class AtomicFolder {
  /**
   * Start of the names of folders that are being written or deleted; killed processes leave them.
   */
  private static final String UNFINISHED = ".unfinished-";

  private static final String REPLACED = ".replaced-";

  private AtomicFolder() {}

  /**
   * Writes files to a temporary folder beside the folder, and gives it the folder's name when it is
   * complete. The folder before it, if there is one, is then deleted with all that is in it; until
   * then it is {@linkplain #restore restored} after a crash. Two processes must not write the same
   * folder at the same time.
   *
   * @param files contents by name; names may have folders, separated by slashes
   * @throws FileSystemException if a file cannot be written; the folder is then unchanged
   */
  public static void replace(Path folder, Map<String, byte[]> files) throws IOException {
    Path target = folder.toAbsolutePath();
    Path unfinished = target.resolveSibling(UNFINISHED + target.getFileName());
    Path replaced = replaced(folder);
    restore(folder);
    delete(unfinished);
    try {
      Files.createDirectories(unfinished);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        AtomicFile.write(unfinished.resolve(file.getKey()), file.getValue());
      }
      delete(replaced);
      if (Files.exists(target)) {
        Files.move(target, replaced);
      }
      move(unfinished, target);
    } finally {
      delete(unfinished);
    }
    delete(replaced);
  }

  /**
   * {@return where the old folder is for the moment in which the new one takes its place}
   *
   * @param folder that is replaced
   */
  public static Path replaced(Path folder) {
    Path target = folder.toAbsolutePath();
    return target.resolveSibling(REPLACED + target.getFileName());
  }

  /** Moves the old folder back if a process was killed before the new one had taken its place. */
  public static void restore(Path folder) throws IOException {
    if (!Files.exists(folder) && Files.exists(replaced(folder))) {
      Files.move(replaced(folder), folder.toAbsolutePath());
    }
  }

  /** Moves the new folder to its place, or the old one back. */
  private static void move(Path unfinished, Path target) throws IOException {
    try {
      Files.move(unfinished, target);
    } catch (IOException e) {
      restore(target);
      throw e;
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
