package dev.recsim.maven.fork;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * The loaded and verified classes of the forked program, in a file that the next fork maps into
 * memory. Class data sharing halves the start-up time. The first run writes the file when it ends.
 *
 * <p>It is used only if the class path has jars and no folders, because the JVM cannot share
 * classes of folders. A JVM that cannot use the file ignores it.
 */
final class SharedArchive {
  private final Path file;
  private final Path unfinished;

  private SharedArchive(Path file) {
    this.file = file;
    this.unfinished =
        file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
  }

  /**
   * Returns the archive of a class path, or empty if the class path cannot have one.
   *
   * @param folder of the archive; need not exist
   * @param java the executable that uses it
   */
  static Optional<SharedArchive> of(Path folder, String java, List<Path> classPath)
      throws IOException {
    StringBuilder key = new StringBuilder(java).append('\n');
    for (Path jar : classPath) {
      if (!Files.isRegularFile(jar)) {
        return Optional.empty();
      }
      key.append(jar).append(' ').append(Stamp.ofContents(jar)).append('\n');
    }
    Path release = Path.of(java).resolveSibling("..").resolve("release").normalize();
    if (Files.isRegularFile(release)) {
      key.append(Files.readString(release));
    }
    String name = "recsim-" + Stamp.key(key.toString()) + ".jsa";
    return Optional.of(new SharedArchive(folder.resolve(name)));
  }

  /**
   * Returns JVM options that use the archive, or that write it if it does not exist.
   *
   * @param write whether this fork may write it; it then exits about a second later
   */
  List<String> options(boolean write) throws IOException {
    if (Files.exists(file)) {
      return List.of(
          "-XX:SharedArchiveFile=" + quoted(file),
          "-Xshare:auto",
          "-Xlog:cds=off",
          // Maps the classes to the addresses that they were written for. At others, all their
          // pointers must be rewritten first, which takes 30 ms.
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:ArchiveRelocationMode=0");
    }
    if (!write) {
      return List.of();
    }
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException e) {
      // The build folder cannot be written. Forks start without an archive.
      return List.of();
    }
    return List.of(
        "-XX:ArchiveClassesAtExit=" + quoted(unfinished),
        "-Xlog:cds=off",
        "-Xlog:cds+dynamic=off",
        // Stored trials are read at once, because the next fork, which reads them, has this
        // archive.
        "-Drecsim.readBack=true");
  }

  /** Keeps the archive that the fork has written, if it succeeded. */
  void finish(boolean success) throws IOException {
    if (!Files.exists(unfinished)) {
      return;
    }
    if (success) {
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.delete(unfinished);
    }
  }

  private static String quoted(Path path) {
    return JvmOptions.quoted(path.toString());
  }
}
