package dev.recsim.maven.fork;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
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
  /** A line of the list that recsim-runtime has of its libraries. */
  private static final Pattern LIBRARY = Pattern.compile("\\s+(\\S+):(?:compile|runtime)(?: .*)?");

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
   * Resolves recsim-runtime and the libraries that its jar lists. Reads no POM: reading them takes
   * a third of the time that Maven needs to start.
   *
   * @return empty if it is not a jar with a list
   */
  Optional<List<Artifact>> listed(Artifact runtime)
      throws ArtifactResolutionException, IOException {
    Artifact resolved = resolve(runtime);
    if (!resolved.getFile().isFile()) {
      return Optional.empty();
    }
    List<ArtifactRequest> requests = new ArrayList<>();
    try (ZipFile zip = new ZipFile(resolved.getFile())) {
      ZipEntry list = zip.getEntry("META-INF/libraries.txt");
      if (list == null) {
        return Optional.empty();
      }
      String lines = new String(zip.getInputStream(list).readAllBytes(), StandardCharsets.UTF_8);
      for (String line : lines.split("\\R")) {
        Matcher library = LIBRARY.matcher(line);
        if (library.matches()) {
          requests.add(new ArtifactRequest(new DefaultArtifact(library.group(1)), remotes, null));
        }
      }
    }
    if (requests.isEmpty()) {
      return Optional.empty();
    }
    Stream<Artifact> libraries =
        system.resolveArtifacts(session, requests).stream().map(ArtifactResult::getArtifact);
    return Optional.of(Stream.concat(Stream.of(resolved), libraries).toList());
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
