package dev.recsim.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
 * Finds sources that are newer than the classes that a goal would use: of the module of the goal,
 * and of the modules of the build that it depends on. Without a compilation, the goal would judge
 * code that is no longer there.
 *
 * @param needed the dependencies of the module
 * @param goal for the message
 */
record StaleClasses(
    MavenSession session, MavenProject project, List<Artifact> needed, String goal) {
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
    Optional<Path> stale = newest();
    if (stale.isPresent()) {
      Path root = Path.of(session.getExecutionRootDirectory());
      Path file = stale.get();
      String message =
          "%s is newer than the compiled classes, so the goal would use older code. %s"
              .formatted(file.startsWith(root) ? root.relativize(file) : file, cure());
      if (fails) {
        throw new MojoExecutionException(message);
      }
      log.warn(message);
    }
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
      Path copies =
          classes(module).resolve(Optional.ofNullable(resource.getTargetPath()).orElse(""));
      boolean all = resource.getIncludes().isEmpty() && resource.getExcludes().isEmpty();
      for (Written file : files(folder, RESOURCE)) {
        Path copy = copies.resolve(folder.relativize(file.file()).toString());
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
