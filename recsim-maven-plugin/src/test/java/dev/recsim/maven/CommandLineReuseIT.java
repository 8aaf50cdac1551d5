package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Goals and the command-line jar use each other's trials, as long as no code has changed. */
class CommandLineReuseIT {
  private static final String CLASSES = "--classpath=target/classes";

  private Project project;

  @Test
  void theJarUsesTrialsOfGoals() throws Exception {
    runByAGoal("command line");
    assertThat(project.recsim("run", CLASSES)).contains("shop: unchanged, 10 already stored");
  }

  @Tag("nightly")
  @Test
  void goalsUseTrialsOfTheJarUntilCodeChanges() throws Exception {
    runByAGoal("trials of the jar");

    for (Path file : Project.files(project.path("reports"))) {
      Files.delete(file);
    }
    assertThat(project.recsim("run", CLASSES)).contains("shop: 10 trials");
    assertThat(project.mvn("recsim:run").output()).contains("shop: unchanged, 10 already stored");

    project.edit(
        "src/main/java/example/ClickRate.java", "key.uniform(0) < EPSILON", "key.uniform(1) < 0.1");
    assertThat(project.mvn("compile", "recsim:run", "-Drecsim.dryRun").output())
        .contains("0 stored, 10 to run");
    assertThat(project.recsim("run", "--dry-run", CLASSES)).contains("0 stored, 10 to run");
  }

  private void runByAGoal(String place) throws Exception {
    project = Project.copy("gated", place);
    project.edit("experiments/shop.yaml", "claims:", "trials: {seeds: 0..4}\nclaims:");

    assertThat(project.mvn("compile", "recsim:run").output()).contains("shop: 10 trials");
  }
}
