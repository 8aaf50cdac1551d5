package dev.recsim.maven.fork;

import java.util.List;
import java.util.stream.Stream;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;

/**
 * Resolves modules of recsim that are not dependencies of the plugin.
 *
 * @param remotes the plugin repositories
 */
public record Repository(
    RepositorySystem system, RepositorySystemSession session, List<RemoteRepository> remotes) {

  /** Returns the jar of a module of recsim, unresolved. */
  public static Artifact module(String name, String version) {
    return new DefaultArtifact("dev.recsim", name, "jar", version);
  }

  Artifact resolve(Artifact artifact) throws ArtifactResolutionException {
    return system
        .resolveArtifact(session, new ArtifactRequest(artifact, remotes, null))
        .getArtifact();
  }

  /**
   * Resolves artifacts and their runtime dependencies.
   *
   * @param preferred further dependencies, whose versions take precedence
   */
  List<Artifact> resolve(List<Artifact> artifacts, List<Dependency> preferred)
      throws DependencyResolutionException {
    List<Dependency> direct =
        Stream.concat(
                artifacts.stream().map(it -> new Dependency(it, "runtime")), preferred.stream())
            .toList();
    // The managed versions of the first artifact apply to its dependencies.
    CollectRequest collect =
        new CollectRequest(direct.get(0), direct.subList(1, direct.size()), remotes);
    return system
        .resolveDependencies(session, new DependencyRequest(collect, null))
        .getArtifactResults()
        .stream()
        .map(ArtifactResult::getArtifact)
        .toList();
  }
}
