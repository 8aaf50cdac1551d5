package dev.recsim.maven;

import dev.recsim.maven.fork.Arguments;
import dev.recsim.maven.fork.SparkProgram;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Parameter;

/** Base class of goals that run trials. */
abstract class AbstractTrialsMojo extends AbstractGateMojo {

  /** The number of trials that run at the same time. Default: the number of processors. */
  @Parameter(property = "recsim.parallelism")
  private Integer parallelism;

  /**
   * Where trials run: {@code local} uses threads of one JVM; {@code process} uses separate JVMs, so
   * a trial that crashes or runs out of memory does not affect others; {@code spark} uses a
   * cluster. The results are the same.
   */
  @Parameter(property = "recsim.executor", defaultValue = "local")
  private String executor;

  /**
   * The longest time for one trial, for example {@code 90s}, {@code 30m} or {@code 2h}. A trial
   * that takes longer is stopped and fails; the others continue. Default: no limit.
   */
  @Parameter(property = "recsim.trialTimeout")
  private String trialTimeout;

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

  /** Returns the verb with its options for trials, results and verdicts. */
  final Arguments trials(String verb) throws MojoExecutionException {
    Arguments arguments =
        verdicts(verb)
            .option("executor", executor)
            .option("parallelism", parallelism)
            .option("trial-timeout", trialTimeout);
    if ("spark".equals(executor)) {
      arguments.option("spark-master", sparkMaster).option("spark-conf", sparkConf);
    }
    if (needs(SparkProgram.MODULE)) {
      arguments.option("driver", sparkDriver());
    }
    return arguments;
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
        : program.submission(sparkHome.toPath(), libraries().get(0).jar(), sparkMaster, sparkConf);
  }
}
