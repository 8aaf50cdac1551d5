package dev.recsim.maven;

import java.io.IOException;
import java.io.UncheckedIOException;
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

  /** What no class and no copy was made of. */
  private static final FileTime NEVER = FileTime.fromMillis(Long.MIN_VALUE);

  /**
   * A source or a resource.
   *
   * @param time when it was written
   * @param made when the newest class of its module, or its copy, was written
   */
  private record Source(Path file, FileTime time, FileTime made) {
    boolean isStale() {
      return time.compareTo(made) > 0;
    }
  }

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
    List<Source> all = all();
    Optional<String> stale =
        all.stream()
            .filter(Source::isStale)
            .max(Comparator.comparing(Source::time))
            .map(
                it ->
                    "%s is newer than the compiled classes, so the goal would use older code. %s"
                        .formatted(shown(it.file()), cure()))
            .or(() -> changed(all));
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
  private Optional<String> changed(List<Source> all) {
    SortedMap<Path, Long> made = new TreeMap<>();
    all.stream()
        .filter(it -> !it.made().equals(NEVER))
        .forEach(it -> made.put(it.file(), it.made().toMillis()));
    try {
      return sources.changed(made).stream()
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

  private List<Source> all() throws MojoExecutionException {
    List<Source> all = new ArrayList<>();
    try {
      for (MavenProject module : session.getAllProjects()) {
        if (module.equals(project) || isUsed(module)) {
          addSources(module, all);
          addResources(module, all);
        }
      }
    } catch (IOException e) {
      throw new MojoExecutionException("Cannot read the sources: " + e.getMessage(), e);
    }
    return all;
  }

  private boolean isUsed(MavenProject module) {
    String key = ArtifactUtils.versionlessKey(module.getArtifact());
    return needed.stream().anyMatch(it -> ArtifactUtils.versionlessKey(it).equals(key));
  }

  private static void addSources(MavenProject module, List<Source> all) throws IOException {
    FileTime compiled = NEVER;
    for (Path file : files(classes(module), CLASS)) {
      FileTime time = Files.getLastModifiedTime(file);
      compiled = time.compareTo(compiled) > 0 ? time : compiled;
    }
    for (String root : module.getCompileSourceRoots()) {
      for (Path file : files(Path.of(root), SOURCE)) {
        all.add(new Source(file, Files.getLastModifiedTime(file), compiled));
      }
    }
  }

  /** Adds the resources that have a copy, or must have one. */
  private static void addResources(MavenProject module, List<Source> all) throws IOException {
    for (Resource resource : module.getResources()) {
      boolean complete = resource.getIncludes().isEmpty() && resource.getExcludes().isEmpty();
      for (Path file : files(Path.of(resource.getDirectory()), RESOURCE)) {
        Path copy = copy(module, resource, file);
        if (Files.exists(copy)) {
          all.add(
              new Source(file, Files.getLastModifiedTime(file), Files.getLastModifiedTime(copy)));
        } else if (complete) {
          all.add(new Source(file, Files.getLastModifiedTime(file), NEVER));
        }
      }
    }
  }

  private static List<Path> files(Path folder, Pattern names) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(it -> names.matcher(it.getFileName().toString()).matches())
          .filter(Files::isRegularFile)
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
