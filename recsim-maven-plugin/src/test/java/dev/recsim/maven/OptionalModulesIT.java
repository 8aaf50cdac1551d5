package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Modules of recsim that are resolved only where an experiment needs them, by a real Maven. */
class OptionalModulesIT {
  private static final String WIDE =
      """
      environment: {type: transition_matrix, doc_num: 3}
      agents:
        random: {type: random}
        wide: {type: epsilon_greedy, base: {type: actor_critic, hidden: [256], engine: auto}}
      training: {warmup_sessions: 5, epochs: 1, updates_per_epoch: 2}
      evaluation: {sessions: 5}
      trials: {seeds: 0..1}
      """;

  @Tag("nightly")
  @Test
  void wideNetworksGetTheirEngineAndOthersDoNot() throws Exception {
    Project project = Project.copy("minimal", "optional-modules");
    Build narrow = project.mvn("-X", "recsim:run");
    assertThat(narrow.exitCode()).as(narrow.output()).isZero();
    assertThat(narrow.output()).doesNotContain("nd4j-api");

    Files.writeString(project.path("experiments/wide.yaml"), WIDE);
    Build wide = project.mvn("-X", "recsim:run", "-Drecsim.experiment=wide");
    assertThat(wide.exitCode()).as(wide.output()).isZero();
    assertThat(forks(wide)).isEqualTo(2);
    assertThat(project.read("reports/wide/results.json")).contains("\"engine\": \"dl4j\"");

    Build again = project.mvn("-X", "recsim:check", "-Drecsim.experiment=wide");
    assertThat(again.exitCode()).as(again.output()).isZero();
    assertThat(forks(again)).isEqualTo(1);

    Build processes =
        project.mvn(
            "recsim:run",
            "-Drecsim.experiment=wide",
            "-Drecsim.force",
            "-Drecsim.executor=process");
    assertThat(processes.exitCode()).as(processes.output()).isZero();
  }

  private static final String LEARNER =
      """
      environment: {type: transition_matrix, doc_num: 3}
      agents: {narrow: {type: actor_critic, hidden: [4], engine: java}}
      training: {warmup_sessions: 5, epochs: 1, updates_per_epoch: 2}
      evaluation: {sessions: 5}
      trials: {seeds: 0..0}
      """;

  private static final String MODEL =
      """
      environment: {type: transition_matrix, doc_num: 3}
      agents: {narrow: {type: onnx, model: models/narrow.onnx}}
      evaluation: {sessions: 5}
      trials: {seeds: 0..1}
      """;

  @Tag("nightly")
  @Test
  void exportedPoliciesRunAsAgents() throws Exception {
    runExported(Project.copy("minimal", "onnx-agents"));
  }

  /** Other processes get the file of the model. */
  @Tag("nightly")
  @Test
  void exportedPoliciesRunAsAgentsInProcesses() throws Exception {
    Project project = Project.copy("minimal", "onnx-agents-processes");
    runExported(project);
    String results = project.read("reports/model/results.json");

    Build processes =
        project.mvn(
            "recsim:run",
            "-Drecsim.experiment=model",
            "-Drecsim.force",
            "-Drecsim.executor=process");
    assertThat(processes.exitCode()).as(processes.output()).isZero();
    assertThat(project.read("reports/model/results.json")).isEqualTo(results);
  }

  private static void runExported(Project project) throws Exception {
    Files.writeString(project.path("experiments/narrow.yaml"), LEARNER);
    Build export =
        project.mvn(
            "-X",
            "recsim:run",
            "recsim:export",
            "-Drecsim.format=onnx",
            "-Drecsim.experiment=narrow");
    assertThat(export.exitCode()).as(export.output()).isZero();
    assertThat(export.output()).doesNotContain("nd4j-api", "onnxruntime");
    Path exported = project.path("target/recsim-export/narrow/narrow-seed-0.onnx");
    Files.createDirectories(project.path("experiments/models"));
    Files.copy(exported, project.path("experiments/models/narrow.onnx"));

    Files.writeString(project.path("experiments/model.yaml"), MODEL);
    Build run = project.mvn("-X", "recsim:run", "-Drecsim.experiment=model");
    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(forks(run)).isEqualTo(2);
  }

  /** Links to the outer repositories, in which recsim itself may be installed. */
  private static String outerWithoutRecsim(Path folder) throws IOException {
    List<String> tails = new ArrayList<>();
    for (String outer : System.getProperty("outer.repositories").split(",")) {
      Path tail = Files.createDirectories(folder.resolve("" + tails.size()));
      link(Path.of(outer), tail, "dev");
      Path dev = Path.of(outer, "dev");
      if (Files.isDirectory(dev)) {
        link(dev, Files.createDirectories(tail.resolve("dev")), "recsim");
      }
      tails.add(tail.toString());
    }
    return String.join(",", tails);
  }

  private static void link(Path from, Path to, String except) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(from)) {
      for (Path entry : entries) {
        if (!entry.getFileName().toString().equals(except)) {
          Files.createSymbolicLink(to.resolve(entry.getFileName()), entry.toAbsolutePath());
        }
      }
    }
  }

  @Tag("nightly")
  @Test
  void offlineTheBuildNamesTheModule() throws Exception {
    Project project = Project.copy("minimal", "optional-modules-offline");
    Files.writeString(project.path("experiments/wide.yaml"), WIDE);
    Path repository = project.path("repository");
    for (Path file : Project.files(StagedRepository.FOLDER.resolve("dev"))) {
      Path copy = repository.resolve(StagedRepository.FOLDER.relativize(file));
      if (!file.toString().contains("recsim-dl4j")) {
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    Build build =
        project.mvn(
            "recsim:run",
            "-Drecsim.experiment=wide",
            "-Dmaven.repo.local=" + repository,
            "-Dmaven.repo.local.tail=" + outerWithoutRecsim(project.path("outer")));
    assertThat(build.exitCode()).as(build.output()).isEqualTo(1);
    assertThat(build.output())
        .contains("dev.recsim:recsim-dl4j:jar:", "Run the goal once without --offline")
        .doesNotContain("\tat ");
    assertThat(project.path("reports/wide/results.json")).doesNotExist();
    Build run = project.mvn("recsim:run", "-Drecsim.experiment=wide");
    assertThat(run.exitCode()).as(run.output()).isZero();
  }

  /** Each jar of recsim that takes part in a trial decides whether its result can be reused. */
  @Tag("nightly")
  @Test
  void changedClassInAModuleRunsItsTrialsAgain() throws Exception {
    Project project = Project.copy("minimal", "changed-modules");
    Files.writeString(project.path("experiments/wide.yaml"), WIDE);
    run(project, StagedRepository.FOLDER);
    Instant stored = stored(project);
    run(project, StagedRepository.FOLDER);
    assertThat(stored(project)).as("nothing changed").isEqualTo(stored);

    for (String module : List.of("recsim-api", "recsim-core", "recsim-runtime", "recsim-dl4j")) {
      Path repository = project.path(module);
      change(module, repository);
      run(project, repository);
      assertThat(stored(project)).as(module).isAfter(stored);
      stored = stored(project);
    }
  }

  private static void run(Project project, Path repository) throws Exception {
    String tail = StagedRepository.FOLDER + "," + System.getProperty("outer.repositories");
    Build build =
        project.mvn(
            "recsim:run",
            "-Drecsim.experiment=wide",
            "-Dmaven.repo.local=" + repository,
            "-Dmaven.repo.local.tail=" + tail);
    assertThat(build.exitCode()).as(build.output()).isZero();
  }

  /** When the first of the wide agent's trials was stored. */
  private static Instant stored(Project project) throws Exception {
    return Files.getLastModifiedTime(project.path("reports/wide/trials/wide-seed-0.json"))
        .toInstant();
  }

  /** A repository with a copy of the module that has one more class. */
  private static void change(String module, Path repository) throws Exception {
    Path folder = Path.of("dev", "recsim", module, System.getProperty("recsim.version"));
    Files.createDirectories(repository.resolve(folder));
    for (Path file : Project.files(StagedRepository.FOLDER.resolve(folder))) {
      Files.copy(file, repository.resolve(folder).resolve(file.getFileName()));
    }
    String jar = module + "-" + System.getProperty("recsim.version") + ".jar";
    try (FileSystem zip = FileSystems.newFileSystem(repository.resolve(folder).resolve(jar))) {
      Files.write(zip.getPath("dev/recsim/Changed.class"), new byte[] {1});
    }
  }

  private static long forks(Build build) {
    return build.lines().stream().filter(line -> line.contains("Class path of the fork: ")).count();
  }
}
