package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Goals and the command-line jar use each other's trials, as long as no code has changed. */
class CommandLineReuseIT {
  private static final String VERSION = System.getProperty("recsim.version");
  private static final Path JAR =
      Path.of("..", "recsim-cli", "target", "recsim-cli-" + VERSION + ".jar").toAbsolutePath();

  private Project project;

  @Test
  void theJarUsesTrialsOfGoals() throws Exception {
    runByAGoal("command line");
    assertThat(recsim("run")).contains("shop: unchanged, 10 already stored");
  }

  private void runByAGoal(String place) throws Exception {
    project = Project.copy("gated", place);
    project.edit("experiments/shop.yaml", "claims:", "trials: {seeds: 0..4}\nclaims:");

    assertThat(project.mvn("compile", "recsim:run").output()).contains("shop: 10 trials");
  }

  @Tag("nightly")
  @Test
  void goalsUseTrialsOfTheJarUntilCodeChanges() throws Exception {
    runByAGoal("trials of the jar");

    for (Path file : Project.files(project.path("reports"))) {
      Files.delete(file);
    }
    assertThat(recsim("run")).contains("shop: 10 trials");
    assertThat(project.mvn("recsim:run").output()).contains("shop: unchanged, 10 already stored");

    project.edit(
        "src/main/java/example/ClickRate.java", "key.uniform(0) < EPSILON", "key.uniform(1) < 0.1");
    assertThat(project.mvn("compile", "recsim:run", "-Drecsim.dryRun").output())
        .contains("0 stored, 10 to run");
    assertThat(recsim("run", "--dry-run")).contains("0 stored, 10 to run");
  }

  private String recsim(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", JAR.toString()));
    command.addAll(List.of(words));
    command.add("--classpath=target/classes");
    Process process =
        new ProcessBuilder(command)
            .directory(project.path("").toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
