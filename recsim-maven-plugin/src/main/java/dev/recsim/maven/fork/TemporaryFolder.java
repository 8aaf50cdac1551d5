package dev.recsim.maven.fork;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/**
 * A temporary folder of files, deleted when it is closed. Its name and the locked file in it are
 * those of the runtime's {@code Scratch}: the next fork deletes it if Maven is killed before.
 */
final class TemporaryFolder implements AutoCloseable {
  private static final String LOCK = ".recsim-in-use";

  private final Path folder;
  private final FileChannel lock;

  /**
   * @throws IOException if the system's folder for temporary files does not exist or cannot be
   *     written; the message says what to do
   */
  TemporaryFolder() throws IOException {
    try {
      folder = Files.createTempDirectory("recsim-" + ProcessHandle.current().pid() + "-");
      lock =
          FileChannel.open(
              folder.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      lock.tryLock();
    } catch (IOException e) {
      throw new IOException(
          ("the folder for temporary files cannot be used: %s (%s); create it and see that it can be"
                  + " written, or set another one with MAVEN_OPTS=-Djava.io.tmpdir=/folder")
              .formatted(System.getProperty("java.io.tmpdir"), e.getClass().getSimpleName()),
          e);
    }
  }

  /** A file that does not exist yet. */
  Path file(String name) {
    return folder.resolve(name);
  }

  /** What cannot be deleted is left to the next fork. */
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
      // A build that went well does not fail for this.
    }
  }
}
