package dev.recsim.maven.fork;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * The forked program's classes, loaded and verified, in a file that the next fork maps into memory:
 * class data sharing halves its start. The first run writes the file when it ends.
 *
 * <p>Only where the class path holds jars alone: the JVM cannot share the classes of folders. A JVM
 * that cannot use the file says nothing and goes without.
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
   * The archive of a class path, or empty where there can be none.
   *
   * @param folder where it lies, need not exist
   * @param java the executable that it is for
   */
  static Optional<SharedArchive> of(Path folder, String java, List<Path> classPath)
      throws IOException {
    StringBuilder key = new StringBuilder(java).append('\n');
    for (Path jar : classPath) {
      if (!Files.isRegularFile(jar)) {
        return Optional.empty();
      }
      key.append(jar).append(' ').append(Stamp.of(jar)).append('\n');
    }
    Path release = Path.of(java).resolveSibling("..").resolve("release").normalize();
    if (Files.isRegularFile(release)) {
      key.append(Files.readString(release));
    }
    String name = "recsim-" + Stamp.key(key.toString()) + ".jsa";
    return Optional.of(new SharedArchive(folder.resolve(name)));
  }

  /**
   * Options of the JVM that use the archive, or have it written where there is none yet.
   *
   * @param write whether this fork may write it: it then ends about a second later
   */
  List<String> options(boolean write) throws IOException {
    if (Files.exists(file)) {
      return List.of("-XX:SharedArchiveFile=" + quoted(file), "-Xshare:auto", "-Xlog:cds=off");
    }
    if (!write) {
      return List.of();
    }
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException e) {
      // The build folder cannot be written: this fork and later ones start without.
      return List.of();
    }
    return List.of(
        "-XX:ArchiveClassesAtExit=" + quoted(unfinished), "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
  }

  /** Takes over what the fork has written, if it ended well. */
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
