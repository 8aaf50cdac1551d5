package dev.recsim.maven.fork;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.maven.RepositoryUtils;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.util.artifact.ArtifactIdUtils;

/** The class path of the fork. */
public final class ForkClassPath {

  private ForkClassPath() {}

  /**
   * Returns the project's classes, their dependencies, and the runtime. If both have the same
   * library, the runtime's version is used, so recsim always runs with the libraries it was tested
   * with.
   *
   * @param dependencies of the project, resolved
   * @param runtime recsim-runtime and its dependencies
   */
  public static List<Path> of(
      MavenProject project,
      Collection<Artifact> dependencies,
      List<RuntimeLibraries.Library> runtime) {
    List<Path> path = new ArrayList<>();
    Path classes = Path.of(project.getBuild().getOutputDirectory());
    if (Files.isDirectory(classes)) {
      path.add(classes);
    }
    Set<String> ours = ids(runtime);
    for (Artifact artifact : dependencies) {
      if (artifact.getArtifactHandler().isAddedToClasspath() && !ours.contains(id(artifact))) {
        path.add(artifact.getFile().toPath());
      }
    }
    runtime.forEach(library -> path.add(library.jar()));
    return path;
  }

  /**
   * Returns the libraries that are on the class path only because of an optional module.
   *
   * @param dependencies of the project, resolved
   * @param runtime recsim-runtime and its dependencies
   * @param module recsim-runtime, the module, and their dependencies
   */
  public static List<Path> onlyOf(
      Collection<Artifact> dependencies,
      List<RuntimeLibraries.Library> runtime,
      List<RuntimeLibraries.Library> module) {
    Set<String> others = ids(runtime);
    dependencies.forEach(artifact -> others.add(id(artifact)));
    return module.stream()
        .filter(library -> !others.contains(library.id()))
        .map(RuntimeLibraries.Library::jar)
        .toList();
  }

  /**
   * Returns the libraries of recsim that only the project's tests have too, in another version. The
   * code of the project does not use them at run time.
   *
   * @param runtime recsim-runtime and its dependencies
   * @param ofTests what the project's tests have and its code does not
   */
  public static List<Path> replaced(
      List<RuntimeLibraries.Library> runtime, Collection<Dependency> ofTests) {
    Map<String, Path> others = new HashMap<>();
    for (Dependency it : ofTests) {
      if (it.getScope().equals("test") && !it.getArtifact().getGroupId().equals("dev.recsim")) {
        others.put(
            ArtifactIdUtils.toVersionlessId(it.getArtifact()), it.getArtifact().getFile().toPath());
      }
    }
    return runtime.stream()
        .filter(it -> others.containsKey(it.id()) && !others.get(it.id()).equals(it.jar()))
        .map(RuntimeLibraries.Library::jar)
        .toList();
  }

  private static Set<String> ids(List<RuntimeLibraries.Library> libraries) {
    return libraries.stream()
        .map(RuntimeLibraries.Library::id)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static String id(Artifact artifact) {
    return ArtifactIdUtils.toVersionlessId(RepositoryUtils.toArtifact(artifact));
  }
}
