package dev.recsim.maven;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes a starter project to the current folder: an environment, a choice model, two agents (one
 * learns with a network) and a metric in Java, their contract tests, and experiments.
 *
 * <p>Needs no POM: run {@code mvn dev.recsim:recsim-maven-plugin:init} in an empty folder. Writes
 * nothing if one of its files exists already, except {@code .mvn/jvm.config}, which then stays.
 */
@Mojo(name = "init", requiresProject = false, aggregator = true, threadSafe = true)
public final class InitMojo extends AbstractMojo {

  /**
   * The groupId of the new project, a valid name of a Java package; the code is in a package below
   * it.
   */
  @Parameter(property = "recsim.groupId", defaultValue = "com.example")
  private String groupId;

  /** The artifactId of the new project. Default: the name of the folder, if it is valid. */
  @Parameter(property = "recsim.artifactId")
  private String artifactId = "";

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  @Parameter(defaultValue = "${plugin}", readonly = true, required = true)
  private PluginDescriptor plugin;

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    UserProperties.check(session, plugin);
    Path folder = Path.of(session.getExecutionRootDirectory()).toAbsolutePath();
    try {
      List<Path> written =
          new Template(groupId, artifactId(folder), plugin.getVersion()).write(folder);
      written.forEach(file -> getLog().info("wrote " + folder.relativize(file)));
      new JvmConfig(folder, System.getenv()).write(getLog());
      getLog().info("Now run: mvn verify");
    } catch (IllegalArgumentException e) {
      throw new MojoFailureException(e.getMessage(), e);
    } catch (IOException e) {
      throw new MojoExecutionException("Cannot write to " + folder + ": " + e, e);
    }
  }

  private String artifactId(Path folder) {
    if (!artifactId.isEmpty()) {
      return artifactId;
    }
    // A root has no name.
    return Optional.ofNullable(folder.getFileName())
        .map(Path::toString)
        .filter(Template::isArtifactId)
        .orElse(Template.ARTIFACT_ID);
  }
}
