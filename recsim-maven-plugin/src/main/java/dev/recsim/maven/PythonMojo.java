package dev.recsim.maven;

import dev.recsim.maven.fork.ForkArguments;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Prepares the environments of the project for Python: writes {@code target/recsim/python.json},
 * the command with which the package {@code recsim_jvm} starts the runtime.
 *
 * <p>Run it again after {@code mvn clean}, a change of the POM or a new version of recsim.
 */
@Mojo(name = "python", threadSafe = true)
public final class PythonMojo extends AbstractRecsimMojo {

  @Override
  ForkArguments arguments() throws MojoExecutionException {
    return super.arguments().option("output", recsimDirectory().resolve("python.json"));
  }
}
