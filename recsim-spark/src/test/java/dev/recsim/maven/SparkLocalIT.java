package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Trials on Spark, whose master and executors are in the JVM of the driver. */
class SparkLocalIT {

  /** Puts this module into the repository of nested builds. */
  static void stage() throws IOException {
    StagedRepository.stage("recsim-spark", Path.of("pom.xml"), ".pom");
    StagedRepository.stage(
        "recsim-spark", StagedRepository.jarOf("dev.recsim.spark.SparkDriver"), ".jar");
  }

  @Tag("nightly")
  @Test
  void trialsAndTheirSessionsHaveTheBytesOfALocalRun() throws Exception {
    stage();
    Project project = Project.copy("logs", "spark-local");
    Files.createDirectories(project.path("experiments"));
    Files.copy(
        Path.of("src/test/projects/fatal-agent/experiments/few.yaml"),
        project.path("experiments/few.yaml"));
    RunningBuild local = project.start("recsim:run", "-Drecsim.reportsDirectory=local");
    Build build =
        project.mvn(
            "recsim:run",
            "-Drecsim.reportsDirectory=spark",
            "-Drecsim.executor=spark",
            "-Drecsim.spark.master=local[2]",
            "-Drecsim.spark.conf=spark.driver.host=127.0.0.1,spark.driver.bindAddress=127.0.0.1");

    assertThat(build.exitCode()).as(build.output()).isZero();
    assertThat(build.output()).contains("few: 8 trials").doesNotContain("\tat ");
    Build here = local.join();
    assertThat(here.exitCode()).as(here.output()).isZero();
    assertThat(project.path("spark/few/results.json"))
        .hasSameBinaryContentAs(project.path("local/few/results.json"));
    assertThat(project.path("spark/few/trials/replay.json"))
        .hasSameBinaryContentAs(project.path("local/few/trials/replay.json"))
        .content()
        .contains("\"sessions\":[{", "\"missing\":{}");
  }
}
