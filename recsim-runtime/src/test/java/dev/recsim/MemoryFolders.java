package dev.recsim;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Temporary folders in memory, for tests that write many files, each of which recsim forces to the
 * disk. On the disk if there is no such place, if it is small, or if no program may be in it. Not
 * for tests of what programs read: files below {@code /dev} are no inputs.
 */
public final class MemoryFolders implements TempDirFactory {
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final long ENOUGH = 4L << 30;
  private static final boolean USABLE = usable();

  private static boolean usable() {
    try {
      if (!Files.isDirectory(MEMORY) || Files.getFileStore(MEMORY).getUsableSpace() < ENOUGH) {
        return false;
      }
      File program = Files.createTempFile(MEMORY, "junit-", null).toFile();
      boolean executable = program.setExecutable(true) && program.canExecute();
      return program.delete() && executable;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext extension)
      throws IOException {
    return USABLE
        ? Files.createTempDirectory(MEMORY, "junit-")
        : Files.createTempDirectory("junit-");
  }
}
