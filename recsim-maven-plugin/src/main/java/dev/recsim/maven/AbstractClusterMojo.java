package dev.recsim.maven;

import dev.recsim.maven.fork.ForkArguments;
import dev.recsim.maven.fork.RuntimeLibraries;
import dev.recsim.maven.fork.SparkProgram;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Parameter;

/** Base class of goals that can use a cluster. */
abstract class AbstractClusterMojo extends AbstractResultsMojo {

  /**
   * The cluster of {@code recsim.executor=spark}, as a Spark master URL: {@code spark://host:7077},
   * {@code yarn}, {@code k8s://https://host:6443}.
   */
  @Parameter(property = "recsim.spark.master")
  private String sparkMaster;

  /**
   * A Spark distribution whose {@code spark-submit} is used, for YARN and Kubernetes. Default:
   * Spark from the Maven repository.
   */
  @Parameter(property = "recsim.spark.home")
  private File sparkHome;

  /**
   * Spark settings {@code spark.key=value}, separated by commas or line ends, for example {@code
   * spark.cores.max=64,spark.executor.memory=4g}.
   */
  @Parameter(property = "recsim.spark.conf")
  private String sparkConf;

  @Override
  ForkArguments arguments() throws MojoExecutionException {
    return needs(SparkProgram.MODULE)
        ? super.arguments().option("driver", sparkDriver())
        : super.arguments();
  }

  /** Writes the command of the program that submits trials to Spark, one word per line. */
  private Path sparkDriver() throws MojoExecutionException {
    Path folder = recsimDirectory();
    Path file = folder.resolve("spark-driver.command");
    try {
      Files.createDirectories(folder);
      return Files.write(file, sparkCommand(folder));
    } catch (IOException e) {
      throw new MojoExecutionException("Cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private List<String> sparkCommand(Path folder) throws MojoExecutionException, IOException {
    SparkProgram program = new SparkProgram(repository(), version());
    return sparkHome == null
        ? program.command(java(), folder)
        : program.submission(sparkHome.toPath(), own(libraries()), sparkMaster, sparkConf);
  }

  /** The jars of recsim, without what they need. */
  private static List<Path> own(List<RuntimeLibraries.Library> libraries) {
    return libraries.stream()
        .filter(it -> it.id().startsWith("dev.recsim:"))
        .map(RuntimeLibraries.Library::jar)
        .toList();
  }
}
