package dev.recsim.maven.fork;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A temporary folder, deleted when it is closed. Its name and its lock file follow the runtime's
 * {@code Scratch}, so the next fork deletes it if Maven is killed.
 */
final class TemporaryFolder implements AutoCloseable {
  private static final String LOCK = ".recsim-in-use";

  private final Path folder;
  private final FileChannel lock;

  /**
   * Creates the folder.
   *
   * @throws IOException if the system's folder for temporary files does not exist or cannot be
   *     written; the message says what to do
   */
  TemporaryFolder() throws IOException {
    Path created;
    Optional<FileChannel> held;
    try {
      do {
        created = Files.createTempDirectory("recsim-" + ProcessHandle.current().pid() + "-");
        held = lock(created.resolve(LOCK));
      } while (held.isEmpty());
    } catch (IOException e) {
      throw new IOException(
          ("the folder for temporary files cannot be used: %s (%s); create it and see that it can be"
                  + " written, or set another one with MAVEN_OPTS=-Djava.io.tmpdir=/folder")
              .formatted(System.getProperty("java.io.tmpdir"), e.getClass().getSimpleName()),
          e);
    }
    folder = created;
    lock = held.get();
  }

  /**
   * Creates and locks a file; empty if a fork was first, which takes the folder for that of a
   * killed Maven and deletes it.
   */
  private static Optional<FileChannel> lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    if (channel.tryLock() == null || !Files.exists(file)) {
      channel.close();
      return Optional.empty();
    }
    return Optional.of(channel);
  }

  /** Returns the path of a new file. */
  Path file(String name) {
    return folder.resolve(name);
  }

  /** Deletes the folder. Files that cannot be deleted are left to the next fork. */
  @Override
  public void close() {
    try {
      lock.close();
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.deleteIfExists(file);
        }
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // This does not fail a successful build.
    }
  }
}
