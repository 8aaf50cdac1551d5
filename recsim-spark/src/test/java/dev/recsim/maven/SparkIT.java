package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.spark.StandaloneCluster;
import dev.recsim.tool.Interpreter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Trials on a real cluster: a master and two workers, a process each, and their executors. {@link
 * SparkLocalIT} has Spark in one JVM.
 */
@Tag("nightly")
class SparkIT {
  private static final int TRIALS = 100;
  private static final String REPLAY = "replay.json";
  private static final Path PYTHON = Path.of(Interpreter.PROGRAM);
  private static final Path PACKAGE = Path.of("../python").toAbsolutePath().normalize();

  private static final String NETWORK =
      """
      environment: {type: transition_matrix, doc_num: 5}
      agents:
        learner: {type: actor_critic, hidden: [8], engine: java}
      training: {warmup_sessions: 10, epochs: 1, updates_per_epoch: 5}
      evaluation: {sessions: 20}
      trials: {seeds: 0..0}
      """;

  private static final String OTHERS =
      """
      environment: {type: transition_matrix, doc_num: 5}
      agents:
        random: {type: random}
        model: {type: onnx, model: learner.onnx}
        program:
          type: process
          command: [env, 'PYTHONPATH=%s', %s, agents/tabular_q.py]
      training: {env_steps: 2000, updates: 25}
      evaluation: {sessions: 20}
      trials: {seeds: 0..1}
      """;

  private static StandaloneCluster cluster;
  private static Project project;

  @BeforeAll
  static void start() throws Exception {
    SparkLocalIT.stage();
    project = Project.copy("fatal-agent", "spark");
    assertThat(project.mvn("compile").exitCode()).isZero();
    cluster = new StandaloneCluster(project.path("cluster"), 2, 2);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void lostWorkerCostsOnlyItsRunningTrialsAndTheBytesAreThoseOfALocalRun() throws Exception {
    Build local = project.mvn(run("mixed", "local"));
    assertThat(local.exitCode()).as(local.output()).isZero();

    RunningBuild build = project.start(onSpark("mixed", "spark"));
    build.await("half of the trials", () -> stored("spark/mixed") >= TRIALS / 2);
    cluster.lose(0);
    Build disturbed = build.join();

    assertThat(disturbed.exitCode()).as(disturbed.output()).isZero();
    assertThat(disturbed.output()).contains("Lost executor").doesNotContain("\tat ");
    assertThat(project.path("spark/mixed/results.json"))
        .hasSameBinaryContentAs(project.path("local/mixed/results.json"));
    assertThat(stored("spark/mixed")).isEqualTo(TRIALS);
    assertThat(trials("spark/mixed")).isEqualTo(trials("local/mixed"));

    Build again = project.mvn(onSpark("mixed", "spark"));

    assertThat(again.exitCode()).as(again.output()).isZero();
    assertThat(again.output()).contains("mixed: unchanged, 100 already stored");
  }

  @Test
  void trialThatKillsItsJvmFailsAlone() throws Exception {
    Build build = project.mvn(onSpark("fatal", "fatal"));

    assertThat(build.exitCode()).isEqualTo(1);
    assertThat(build.output())
        .containsPattern("fatal-seed-0 FAILED: it could not be run on Spark, .*exit.*77")
        .containsPattern("slow-seed-0: \\d")
        .contains("trials failed in fatal")
        .doesNotContain("\tat ");
  }

  /** A learner in Python, and a policy that was exported, as a model. */
  @Test
  void programsAndModelsRunTheSame() throws Exception {
    Interpreter.require("numpy");
    Path experiments = project.path("experiments");
    Files.writeString(experiments.resolve("network.yaml"), NETWORK);
    Build exported =
        project.mvn(
            "recsim:run",
            "recsim:export",
            "-Drecsim.experiment=network",
            "-Drecsim.format=onnx",
            "-Drecsim.reportsDirectory=network");
    assertThat(exported.exitCode()).as(exported.output()).isZero();
    Files.copy(
        project.path("target/recsim-export/network/learner-seed-0.onnx"),
        experiments.resolve("learner.onnx"));
    Path agents = Files.createDirectory(experiments.resolve("agents"));
    Files.copy(PACKAGE.resolve("examples/agents/tabular_q.py"), agents.resolve("tabular_q.py"));
    Files.writeString(experiments.resolve("others.yaml"), OTHERS.formatted(PACKAGE, PYTHON));
    Build local = project.mvn(run("others", "local"));
    assertThat(local.exitCode()).as(local.output()).isZero();

    Build build = project.mvn(onSpark("others", "spark"));

    assertThat(build.exitCode()).as(build.output()).isZero();
    assertThat(project.path("spark/others/results.json"))
        .hasSameBinaryContentAs(project.path("local/others/results.json"));
    assertThat(stored("spark/others")).isEqualTo(6);
    assertThat(trials("spark/others")).isEqualTo(trials("local/others"));
  }

  @Test
  void submittedByADistributionItRunsTheSame() throws Exception {
    Build local = project.mvn(run("few", "local"));
    assertThat(local.exitCode()).as(local.output()).isZero();

    Build build = project.mvn(onSpark("few", "submitted", "-Drecsim.spark.home=" + cluster.home()));

    assertThat(build.exitCode()).as(build.output()).isZero();
    assertThat(build.output()).contains("Setting Spark log level to \"WARN\"");
    assertThat(project.path("submitted/few/results.json"))
        .hasSameBinaryContentAs(project.path("local/few/results.json"));
    assertThat(project.path("submitted/few/trials/" + REPLAY))
        .hasSameBinaryContentAs(project.path("local/few/trials/" + REPLAY))
        .content()
        .contains("\"sessions\":[{", "\"missing\":{}");
  }

  @Test
  void driverThatCannotGoOnFailsTheBuildWhichSaysWhy() throws Exception {
    Build build = project.mvn(onSpark("few", "none", "-Drecsim.spark.master=nonsense"));

    assertThat(build.exitCode()).isEqualTo(1);
    assertThat(build.output())
        .contains("Could not parse Master URL: 'nonsense'")
        .contains("the program that hands trials to the cluster ended with exit status 1")
        .doesNotContain("\tat ");
  }

  private static String[] onSpark(String experiment, String reports, String... more) {
    List<String> arguments = new ArrayList<>(Arrays.asList(run(experiment, reports)));
    arguments.add("-Drecsim.executor=spark");
    arguments.add("-Drecsim.spark.master=" + cluster.master());
    arguments.add(
        "-Drecsim.spark.conf=spark.driver.host=127.0.0.1,spark.driver.bindAddress=127.0.0.1,"
            + "spark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    // Of a property that is given twice the last value counts.
    arguments.addAll(Arrays.asList(more));
    return arguments.toArray(new String[0]);
  }

  private static String[] run(String experiment, String reports) {
    return new String[] {
      "recsim:run", "-Drecsim.experiment=" + experiment, "-Drecsim.reportsDirectory=" + reports
    };
  }

  private static long stored(String experiment) {
    Path folder = project.path(experiment + "/trials");
    if (!Files.exists(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".json") && !file.endsWith(REPLAY))
          .count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Trials without times, and without whether a program ran on another machine. */
  private static SortedMap<String, String> trials(String experiment) throws IOException {
    SortedMap<String, String> trials = new TreeMap<>();
    for (Path file : Project.files(project.path(experiment + "/trials"))) {
      String content = Files.readString(file, StandardCharsets.ISO_8859_1);
      trials.put(
          file.getFileName().toString(),
          content.replaceAll(
              "\"\\w+_nanos\":(\\d+|\\[[\\d,]*])|\"checksum\":\"\\w+\"|\"elsewhere\":\\w+", ""));
    }
    return trials;
  }
}
