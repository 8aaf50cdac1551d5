package dev.recsim.maven;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.project.MavenProject;

/** The class path of the fork. */
final class ClassPath {

  private ClassPath() {}

  /**
   * The project's classes, what they need, and the runtime. Where both bring the same library the
   * plugin's version counts, so that recsim always meets the libraries it was tested with.
   *
   * @param dependencies of the project, resolved
   */
  static List<Path> of(
      MavenProject project,
      Collection<Artifact> dependencies,
      Collection<Artifact> pluginArtifacts) {
    List<Path> path = new ArrayList<>();
    Path classes = Path.of(project.getBuild().getOutputDirectory());
    if (Files.isDirectory(classes)) {
      path.add(classes);
    }
    Set<String> ours = new HashSet<>();
    pluginArtifacts.forEach(artifact -> ours.add(artifact.getDependencyConflictId()));
    for (Artifact artifact : dependencies) {
      if (artifact.getArtifactHandler().isAddedToClasspath()
          && !ours.contains(artifact.getDependencyConflictId())) {
        path.add(artifact.getFile().toPath());
      }
    }
    for (Artifact artifact : pluginArtifacts) {
      if (!artifact.getArtifactId().equals("recsim-maven-plugin")) {
        path.add(artifact.getFile().toPath());
      }
    }
    return path;
  }
}
