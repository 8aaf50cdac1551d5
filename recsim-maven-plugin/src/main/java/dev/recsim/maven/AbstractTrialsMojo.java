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

/** A goal that may run trials. */
abstract class AbstractTrialsMojo extends AbstractGateMojo {

  /** How many trials run at the same time. Default: the number of processors. */
  @Parameter(property = "recsim.parallelism")
  private Integer parallelism;

  /**
   * Where trials run: {@code local}, on threads of one JVM; {@code process}, in JVMs of their own,
   * so that one that crashes or runs out of memory leaves the others alone; {@code spark}, on a
   * cluster. The results are the same.
   */
  @Parameter(property = "recsim.executor", defaultValue = "local")
  private String executor;

  /**
   * How long one trial may take, for example {@code 90s}, {@code 30m} or {@code 2h}. One that takes
   * longer counts as failed and is given up; the others go on. No limit when absent.
   */
  @Parameter(property = "recsim.trialTimeout")
  private String trialTimeout;

  /**
   * The cluster of {@code recsim.executor=spark}, as Spark names it: {@code spark://host:7077},
   * {@code yarn}, {@code k8s://https://host:6443}.
   */
  @Parameter(property = "recsim.spark.master")
  private String sparkMaster;

  /**
   * A Spark distribution whose {@code spark-submit} is used: for YARN and Kubernetes. When absent
   * Spark comes from Maven's repository.
   */
  @Parameter(property = "recsim.spark.home")
  private File sparkHome;

  /**
   * Settings of Spark, {@code spark.key=value}, several with commas or line ends in between, for
   * example {@code spark.cores.max=64,spark.executor.memory=4g}.
   */
  @Parameter(property = "recsim.spark.conf")
  private String sparkConf;

  /** The verb with the options of its trials, results and verdicts. */
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

  /** Writes the command of the program that hands trials to Spark, a word a line. */
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
