package dev.recsim.maven;

import dev.recsim.maven.fork.ForkArguments;
import dev.recsim.maven.fork.ForkOutcome;
import dev.recsim.maven.fork.ServerProcess;
import java.io.File;
import java.io.IOException;
import java.util.List;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Serves promoted policies over HTTP until it is stopped by Ctrl-C.
 *
 * <p>Starts recsim-serve-http with the classes and dependencies of the project, so that its own
 * agents can be served. The server then finishes its requests and its log.
 */
@Mojo(name = "serve", threadSafe = true)
public final class ServeMojo extends AbstractRecsimMojo {

  /** What is served, and where. */
  @Parameter(
      property = "recsim.serveFile",
      defaultValue = "${project.basedir}/serve.yaml",
      required = true)
  private File serveFile;

  @Override
  ForkArguments arguments() {
    return ForkArguments.of(serveFile.getPath());
  }

  @Override
  String module() {
    return "recsim-serve-http";
  }

  @Override
  boolean needsExperiments() {
    return false;
  }

  @Override
  ForkOutcome runFork(ProjectDependencies own, List<Artifact> needed)
      throws MojoExecutionException, IOException {
    boolean isElsewhere = session().getProjects().size() > 1;
    if (isElsewhere && !serveFile.isFile()) {
      getLog().info("Skipped: there is no " + serveFile.getName() + ".");
      return ForkOutcome.FINE;
    }
    return new ServerProcess(java(), argLine(), classPath(needed), directory()).run(arguments());
  }
}
