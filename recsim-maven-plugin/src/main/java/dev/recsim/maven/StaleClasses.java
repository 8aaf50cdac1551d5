package dev.recsim.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.ArtifactUtils;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Resource;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;

/**
 * Finds sources that are newer than the classes that a goal would use, or have other contents than
 * when these were compiled: of the module of the goal, and of the modules of the build that it
 * depends on. Without a compilation, the goal would judge code that is no longer there.
 *
 * @param needed the dependencies of the module
 * @param goal for the message
 * @param sources what earlier goals saw
 */
record StaleClasses(
    MavenSession session,
    MavenProject project,
    List<Artifact> needed,
    String goal,
    SourceRecord sources) {
  /** A description of a package has no class. */
  private static final Pattern SOURCE =
      Pattern.compile("(?!package-info\\.).*\\.(java|kt|scala|groovy|clj)");

  private static final Pattern CLASS = Pattern.compile(".*\\.class");

  /** What Maven copies: no hidden files and no copies of editors. */
  private static final Pattern RESOURCE = Pattern.compile("(?![.#%]).*(?<![~%#])");

  /** A file and when it was written. */
  private record Written(Path file, FileTime time) {}

  /**
   * Warns, or fails, if classes are missing or older than sources.
   *
   * @throws MojoExecutionException if it fails
   */
  void report(boolean fails, Log log) throws MojoExecutionException {
    if (hasSources() && !Files.isDirectory(classes(project))) {
      log.warn(
          "The project's own classes are not compiled, so none of its environments and agents is"
              + " known. "
              + (project.getPackaging().equals("pom")
                  ? "Remove <packaging>pom</packaging> from pom.xml: with it, Maven compiles nothing."
                  : cure()));
      return;
    }
    Optional<String> stale =
        newest()
            .map(
                it ->
                    "%s is newer than the compiled classes, so the goal would use older code. %s"
                        .formatted(shown(it), cure()))
            .or(this::changed);
    if (stale.isPresent()) {
      if (fails) {
        throw new MojoExecutionException(stale.get());
      }
      log.warn(stale.get());
    }
  }

  private Path shown(Path file) {
    Path root = Path.of(session.getExecutionRootDirectory());
    return file.startsWith(root) ? root.relativize(file) : file;
  }

  /** A source whose change Maven does not see, because its time is older than its class. */
  private Optional<String> changed() {
    try {
      return sources.changed(made()).stream()
          .findFirst()
          .map(
              it ->
                  "%s changed after it was compiled, but its time did not, so Maven does not compile"
                          .formatted(shown(it))
                      + " it and the goal would use older code. Set its time (touch), or run mvn"
                      + " clean, and then the goal again.");
    } catch (IOException e) {
      // The goal can do without.
      return Optional.empty();
    }
  }

  /** When what was made of sources and resources was written. */
  private SortedMap<Path, Long> made() throws IOException {
    SortedMap<Path, Long> made = new TreeMap<>();
    for (MavenProject module : session.getAllProjects()) {
      if (module.equals(project) || isUsed(module)) {
        long compiled =
            newest(files(classes(module), CLASS).stream())
                .map(it -> it.time().toMillis())
                .orElse(0L);
        for (String root : module.getCompileSourceRoots()) {
          files(Path.of(root), SOURCE).forEach(it -> made.put(it.file(), compiled));
        }
        for (Resource resource : module.getResources()) {
          for (Written file : files(Path.of(resource.getDirectory()), RESOURCE)) {
            Path copy = copy(module, resource, file.file());
            if (Files.exists(copy)) {
              made.put(file.file(), written(copy).time().toMillis());
            }
          }
        }
      }
    }
    return made;
  }

  private static Path copy(MavenProject module, Resource resource, Path file) {
    Path folder = Path.of(resource.getDirectory());
    return classes(module)
        .resolve(Optional.ofNullable(resource.getTargetPath()).orElse(""))
        .resolve(folder.relativize(file).toString());
  }

  private String cure() {
    return "Run: " + new Invocation(session, project).command() + " recsim:" + goal;
  }

  private boolean hasSources() {
    return project.getCompileSourceRoots().stream().anyMatch(it -> Files.isDirectory(Path.of(it)));
  }

  private static Path classes(MavenProject module) {
    return Path.of(module.getBuild().getOutputDirectory());
  }

  /** The newest source without up-to-date classes; empty if all are compiled. */
  private Optional<Path> newest() throws MojoExecutionException {
    List<Written> stale = new ArrayList<>();
    try {
      for (MavenProject module : session.getAllProjects()) {
        if (module.equals(project) || isUsed(module)) {
          source(module).ifPresent(stale::add);
          resource(module).ifPresent(stale::add);
        }
      }
    } catch (IOException e) {
      throw new MojoExecutionException("Cannot read the sources: " + e.getMessage(), e);
    }
    return newest(stale.stream()).map(Written::file);
  }

  private boolean isUsed(MavenProject module) {
    String key = ArtifactUtils.versionlessKey(module.getArtifact());
    return needed.stream().anyMatch(it -> ArtifactUtils.versionlessKey(it).equals(key));
  }

  /** The newest source of a module if it is newer than the newest class. */
  private static Optional<Written> source(MavenProject module) throws IOException {
    List<Written> sources = new ArrayList<>();
    for (String root : module.getCompileSourceRoots()) {
      sources.addAll(files(Path.of(root), SOURCE));
    }
    Optional<Written> newest = newest(sources.stream());
    if (newest.isEmpty()) {
      return newest;
    }
    Optional<Written> compiled = newest(files(classes(module), CLASS).stream());
    return newest.filter(it -> compiled.isEmpty() || isNewer(it, compiled.get()));
  }

  /** A resource of a module that is newer than its copy, or has none. */
  private static Optional<Written> resource(MavenProject module) throws IOException {
    List<Written> stale = new ArrayList<>();
    for (Resource resource : module.getResources()) {
      Path folder = Path.of(resource.getDirectory());
      boolean all = resource.getIncludes().isEmpty() && resource.getExcludes().isEmpty();
      for (Written file : files(folder, RESOURCE)) {
        Path copy = copy(module, resource, file.file());
        if (Files.exists(copy) ? isNewer(file, written(copy)) : all) {
          stale.add(file);
        }
      }
    }
    return newest(stale.stream());
  }

  private static Optional<Written> newest(Stream<Written> files) {
    return files.max(Comparator.comparing(Written::time));
  }

  private static boolean isNewer(Written file, Written other) {
    return file.time().compareTo(other.time()) > 0;
  }

  private static List<Written> files(Path folder, Pattern names) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Written> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) all::iterator) {
        if (names.matcher(file.getFileName().toString()).matches() && Files.isRegularFile(file)) {
          files.add(written(file));
        }
      }
    }
    return files;
  }

  private static Written written(Path file) throws IOException {
    return new Written(file, Files.getLastModifiedTime(file));
  }
}
