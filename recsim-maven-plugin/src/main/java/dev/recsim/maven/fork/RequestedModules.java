package dev.recsim.maven.fork;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The optional modules of recsim that forks of a project have requested. They are saved in the
 * build folder, so the next fork starts with them and need not start twice.
 */
public final class RequestedModules {
  private final Path file;
  private final SortedSet<String> modules = new TreeSet<>();

  /**
   * Creates an empty list.
   *
   * @param folder where it is saved; need not exist
   */
  public RequestedModules(Path folder) {
    this.file = folder.resolve("modules.txt");
  }

  /** Reads the saved modules; none if there is no file. */
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

  /** Returns the artifactIds of the modules. */
  public Set<String> names() {
    return modules;
  }

  /** Adds modules for this goal. */
  public void add(Collection<String> names) {
    modules.addAll(names);
  }

  /** Saves the modules for the next goal. */
  public void remember() {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, String.join("\n", modules) + "\n");
    } catch (IOException e) {
      // The build folder cannot be written. The next fork requests the modules again.
    }
  }
}
