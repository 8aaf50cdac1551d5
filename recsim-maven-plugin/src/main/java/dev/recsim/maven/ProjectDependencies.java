package dev.recsim.maven;

import java.util.List;
import java.util.Set;
import org.apache.maven.RepositoryUtils;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.ArtifactUtils;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.project.DefaultDependencyResolutionRequest;
import org.apache.maven.project.DependencyResolutionException;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectDependenciesResolver;
import org.eclipse.aether.graph.Dependency;

/**
 * Resolves the runtime dependencies of a project when they are needed. Maven itself would resolve
 * those of all modules, including modules without experiments.
 */
record ProjectDependencies(
    MavenSession session, MavenProject project, ProjectDependenciesResolver resolver) {
  private static final String RECSIM_JUNIT = "dev.recsim:recsim-junit:";
  private static final Set<String> RUN_TIME = Set.of("compile", "runtime");

  /**
   * Resolves the dependencies.
   *
   * @param cure advice for the message if a module of the build is not compiled
   * @throws MojoExecutionException if a dependency cannot be resolved
   */
  List<Artifact> resolve(String cure) throws MojoExecutionException {
    DefaultDependencyResolutionRequest request =
        new DefaultDependencyResolutionRequest(project, session.getRepositorySession());
    request.setResolutionFilter((node, parents) -> isForRunTime(node.getDependency()));
    try {
      return resolver.resolve(request).getDependencies().stream()
          .filter(ProjectDependencies::isForRunTime)
          .map(dependency -> RepositoryUtils.toArtifact(dependency.getArtifact()))
          .toList();
    } catch (DependencyResolutionException e) {
      List<String> modules =
          e.getResult().getUnresolvedDependencies().stream()
              .map(it -> RepositoryUtils.toArtifact(it.getArtifact()))
              .filter(this::isModule)
              .map(Artifact::getArtifactId)
              .toList();
      throw new MojoExecutionException(
          modules.isEmpty()
              ? e.getMessage()
              : "%s needs the classes of %s, a module of this build that is not compiled yet. %s"
                  .formatted(project.getArtifactId(), String.join(", ", modules), cure),
          e);
    }
  }

  /**
   * Resolves what only the project's tests have, if tests may share trials with goals: if they use
   * recsim-junit.
   *
   * @return nothing if they do not, or if something cannot be resolved
   */
  List<Dependency> ofTests() {
    boolean shares =
        project.getDependencies().stream()
            .anyMatch(it -> it.getManagementKey().startsWith(RECSIM_JUNIT));
    if (!shares) {
      return List.of();
    }
    try {
      return resolver
          .resolve(new DefaultDependencyResolutionRequest(project, session.getRepositorySession()))
          .getDependencies()
          .stream()
          .filter(it -> !isForRunTime(it))
          .toList();
    } catch (DependencyResolutionException e) {
      return List.of();
    }
  }

  private boolean isModule(Artifact artifact) {
    String key = ArtifactUtils.versionlessKey(artifact);
    return session.getAllProjects().stream()
        .anyMatch(it -> ArtifactUtils.versionlessKey(it.getArtifact()).equals(key));
  }

  private static boolean isForRunTime(Dependency dependency) {
    return dependency != null && RUN_TIME.contains(dependency.getScope());
  }
}
