package dev.recsim.maven.fork;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoExecutionException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.util.artifact.ArtifactIdUtils;

/**
 * The libraries of a fork: modules of recsim and their dependencies. The plugin does not depend on
 * them, because Maven would read all of their POMs before each goal. The first goal resolves them
 * and writes a list to the build folder. They are resolved again if the plugin or one of the files
 * has changed. The jar of recsim-runtime lists its libraries, so their POMs are read only with
 * other modules or with libraries that the project prefers.
 */
public final class RuntimeLibraries {
  private final Repository repository;
  private final List<Artifact> modules;
  private final List<Dependency> preferred;
  private final Path list;

  /**
   * A library.
   *
   * @param id as {@link ArtifactIdUtils#toVersionlessId} returns it
   */
  public record Library(String id, Path jar) {}

  /**
   * @param modules recsim-runtime first, then optional ones; unresolved
   * @param preferred dependencies that the project's POM gives the plugin
   * @param plugin the plugin's own jar
   * @param folder of the list; need not exist
   */
  public RuntimeLibraries(
      Repository repository,
      List<Artifact> modules,
      List<Dependency> preferred,
      Path plugin,
      Path folder)
      throws IOException {
    this.repository = repository;
    this.modules = modules;
    this.preferred = preferred;
    Path local = repository.session().getLocalRepository().getBasedir().toPath();
    List<?> excluded = preferred.stream().map(Dependency::getExclusions).toList();
    String key =
        "%s\n%s\n%s\n%s\n%s".formatted(Stamp.of(plugin), modules, preferred, excluded, local);
    this.list = folder.resolve("libraries-" + Stamp.key(key) + ".tsv");
  }

  /** Whether there is a valid list, so nothing needs to be resolved. */
  public boolean areKnown() throws IOException {
    return known().isPresent();
  }

  /** Returns all libraries, recsim-runtime first. */
  public List<Library> all() throws MojoExecutionException, IOException {
    Optional<List<Library>> known = known();
    if (known.isPresent()) {
      return known.get();
    }
    List<Library> resolved = resolve();
    try {
      remember(resolved);
    } catch (IOException e) {
      // The build folder cannot be written. The next goal resolves them again.
    }
    return resolved;
  }

  private List<Library> resolve() throws MojoExecutionException, IOException {
    try {
      boolean alone = modules.size() == 1 && preferred.isEmpty();
      Optional<List<Artifact>> listed =
          alone ? repository.listed(modules.get(0)) : Optional.empty();
      List<Artifact> all =
          listed.isPresent() ? listed.get() : repository.resolve(modules, preferred);
      return all.stream()
          .map(it -> new Library(ArtifactIdUtils.toVersionlessId(it), it.getFile().toPath()))
          .toList();
    } catch (ArtifactResolutionException | DependencyResolutionException e) {
      String cure =
          repository.session().isOffline() ? ". Run the goal once without --offline: " : ": ";
      String names = modules.stream().map(Artifact::toString).collect(Collectors.joining(" and "));
      throw new MojoExecutionException("Cannot get " + names + cure + e.getMessage(), e);
    }
  }

  /** Reads the list; empty if there is none or it is out of date. */
  private Optional<List<Library>> known() throws IOException {
    if (!Files.isRegularFile(list)) {
      return Optional.empty();
    }
    List<Library> libraries = new ArrayList<>();
    for (String line : new String(Files.readAllBytes(list), StandardCharsets.UTF_8).split("\n")) {
      Optional<Library> library = library(line);
      if (library.isEmpty()) {
        return Optional.empty();
      }
      libraries.add(library.get());
    }
    return Optional.of(libraries);
  }

  private static Optional<Library> library(String line) throws IOException {
    String[] words = line.split("\t");
    if (words.length == 3) {
      try {
        Path jar = Path.of(words[2]);
        if (Files.isRegularFile(jar) && words[1].equals(Stamp.of(jar))) {
          return Optional.of(new Library(words[0], jar));
        }
      } catch (InvalidPathException damaged) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private void remember(List<Library> libraries) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Library library : libraries) {
      lines.append(library.id()).append('\t').append(Stamp.of(library.jar())).append('\t');
      lines.append(library.jar()).append('\n');
    }
    Files.createDirectories(list.getParent());
    Path unfinished = Files.createTempFile(list.getParent(), "libraries-", ".tmp");
    try {
      Files.writeString(unfinished, lines);
      Files.move(
          unfinished, list, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
