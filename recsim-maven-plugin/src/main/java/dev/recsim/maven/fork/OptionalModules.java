package dev.recsim.maven.fork;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The optional modules of recsim that forks of a project have asked for. They are remembered in the
 * build folder, so that the next fork starts with them and need not be started twice.
 */
public final class OptionalModules {
  private final Path file;
  private final SortedSet<String> modules = new TreeSet<>();

  /** Of a project, none yet. The folder is where they are remembered; it need not exist. */
  public OptionalModules(Path folder) {
    this.file = folder.resolve("modules.txt");
  }

  /** Those that were remembered; none if there is no such file. */
  public Set<String> remembered() throws IOException {
    return Files.isRegularFile(file)
        ? Set.copyOf(Files.readString(file).lines().filter(it -> !it.isBlank()).toList())
        : Set.of();
  }

  public boolean contains(String module) {
    return modules.contains(module);
  }

  public boolean containsAll(Collection<String> asked) {
    return modules.containsAll(asked);
  }

  /** The names of the artifacts. */
  public Set<String> names() {
    return modules;
  }

  /** Adds modules for this goal. */
  public void add(Collection<String> names) {
    modules.addAll(names);
  }

  /** Remembers the modules for the next goal. */
  public void remember() {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, String.join("\n", modules) + "\n");
    } catch (IOException e) {
      // The build folder cannot be written: the next fork asks again.
    }
  }
}
