package dev.recsim.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.command.Program.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modules in a folder beside the jar. */
class OptionalModulesIT {
  private static final String HEAD = "environment: {type: transition_matrix, doc_num: 3}\n";
  private static final String TAIL =
      """
      training: {warmup_sessions: 5, epochs: 1, updates_per_epoch: 2}
      evaluation: {sessions: 5}
      trials: {seeds: 0..1}
      """;

  @TempDir Path folder;

  private Program recsim;

  @BeforeEach
  void copyJar() throws IOException {
    Path jar = Files.createDirectories(folder.resolve("bin")).resolve("recsim-cli.jar");
    Files.copy(Program.BUILT, jar);
    Files.createDirectories(folder.resolve("experiments"));
    recsim = Program.in(folder).with(jar);
  }

  @Tag("nightly")
  @Test
  void aModuleIsFoundBesideTheJarOrTheMessageSaysHowToGetIt() throws Exception {
    experiment("plain", "{type: random}");
    experiment("near", "{type: actor_critic, hidden: [4], engine: java, greedy_search: index}");
    assertThat(recsim.run("run", "--experiment=plain").status()).isZero();

    Ended missing = recsim.run("run");
    assertThat(missing.output())
        .endsWith(
            "this needs recsim-index: put its jars into %s; their addresses: recsim modules"
                    .formatted(folder.resolve("bin/recsim-modules/recsim-index"))
                + " recsim-index"
                + System.lineSeparator());
    assertThat(missing.status()).isEqualTo(5);

    recsim.putModule("recsim-index");
    Ended run = recsim.run("run");
    assertThat(run.output())
        .contains("near: 2 trials")
        .contains("plain: unchanged, 2 already stored");
    assertThat(run.status()).isZero();
  }

  /** Wide networks use engine dl4j, and a policy is exported and run by ONNX Runtime. */
  @Tag("nightly")
  @Test
  void largeModulesAreFoundToo() throws Exception {
    experiment(
        "wide", "{type: epsilon_greedy, base: {type: actor_critic, hidden: [256], engine: auto}}");
    assertThat(recsim.run("run").status()).isEqualTo(5);
    recsim.putModule("recsim-dl4j");
    Ended run = recsim.run("run");
    assertThat(run.output()).contains("wide: 2 trials").doesNotContain("WARNING");
    assertThat(folder.resolve("reports/wide/results.json")).content().contains("\"dl4j\"");

    Files.delete(folder.resolve("experiments/wide.yaml"));
    experiment("narrow", "{type: actor_critic, hidden: [4], engine: java}");
    assertThat(recsim.run("run").status()).isZero();
    Ended export = recsim.run("export", "--format=onnx", "--output=models");
    assertThat(export.status()).as(export.output()).isZero();
    try (Stream<Path> models = Files.walk(folder.resolve("models"))) {
      Path model = models.filter(it -> it.toString().endsWith(".onnx")).findFirst().orElseThrow();
      experiment("exported", "{type: onnx, model: " + model + "}");
    }
    assertThat(recsim.run("run").status()).isEqualTo(5);
    recsim.putModule("recsim-onnx");
    assertThat(recsim.run("run").output()).contains("exported: 2 trials");
  }

  private void experiment(String name, String agent) throws IOException {
    Files.writeString(
        folder.resolve("experiments/" + name + ".yaml"),
        HEAD + "agents: {it: " + agent + "}\n" + TAIL);
  }
}
