package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.tool.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The build file of docs/command-line.md, by the Gradle that Debian packages. */
@Tag("nightly")
class GradleRecipeIT {
  private static final Path PAGE = Path.of("..", "docs", "command-line.md");
  private static final Pattern RECIPE = Pattern.compile("```groovy\\n(.*?)```", Pattern.DOTALL);
  private static final Path GRADLE = Path.of("/usr/bin/gradle");
  private static final String VERSION = System.getProperty("recsim.version");

  private Project project;

  @Test
  void aRegressionFailsTheBuild() throws Exception {
    Tool.GRADLE.require(Files.isExecutable(GRADLE));
    project = Project.copy("gated", "gradle");
    project.edit("experiments/shop.yaml", "claims:", "trials: {seeds: 0..4}\nclaims:");
    Files.writeString(project.path("settings.gradle"), "rootProject.name = 'gated'\n");
    Files.writeString(project.path("build.gradle"), recipe());
    StagedRepository.stage("recsim-cli", Path.of("..", "recsim-cli", "pom.xml"), ".pom");
    StagedRepository.stage(
        "recsim-cli",
        Path.of("..", "recsim-cli", "target", "recsim-cli-" + VERSION + ".jar"),
        ".jar");

    Build first = gradle("check", "recsimBaseline", "-PrecsimOptions=--alpha=0.02");
    assertThat(first.exitCode()).as(first.output()).isZero();
    assertThat(first.output()).contains("shop: 10 trials", "shop: baseline recorded in");

    // Gradle passes the locale as properties, which do not count.
    assertThat(project.recsim("run", "--classpath=build/classes/java/main:build/resources/main"))
        .contains("shop: unchanged, 10 already stored");

    project.edit(
        "src/main/java/example/ClickRate.java",
        "key.uniform(0) < EPSILON",
        "key.uniform(0) < 0 * EPSILON");
    Build worse = gradle("check");
    assertThat(worse.exitCode()).as(worse.output()).isEqualTo(1);
    assertThat(worse.output())
        .contains("recsim check failed: 1 of 1 experiment: shop (click_rate REGRESSED by")
        .contains("Execution failed for task ':recsimCheck'")
        .contains("finished with non-zero exit value 2");
    String cure =
        worse
            .output()
            .lines()
            .filter(it -> it.contains("gradle recsimRun"))
            .findFirst()
            .orElseThrow()
            .replaceFirst(".*?(?=gradle recsimRun)", "");
    for (String command : cure.split(" && ")) {
      Build cured =
          gradle(command.replace("\"", "").replaceFirst("^gradle ", "").split(" (?=recsim|-P)"));
      assertThat(cured.exitCode()).as("%s: %s", command, cured.output()).isZero();
    }
    assertThat(gradle("check").exitCode()).isZero();
  }

  /** The recipe with this build's repositories and version. */
  private static String recipe() throws IOException {
    Matcher recipe = RECIPE.matcher(Files.readString(PAGE));
    assertThat(recipe.find()).isTrue();
    StringBuilder repositories = new StringBuilder();
    String outer = System.getProperty("outer.repositories");
    for (String folder : (StagedRepository.FOLDER + "," + outer).split(",")) {
      repositories.append("maven { url '").append(Path.of(folder).toUri()).append("' }\n");
    }
    String text = recipe.group(1);
    assertThat(text).contains("mavenCentral()", ":0.1.0'");
    return text.replace("mavenCentral()", repositories).replace(":0.1.0'", ":" + VERSION + "'");
  }

  private Build gradle(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(GRADLE.toString(), "--offline", "--no-daemon"));
    command.addAll(List.of("--console=plain", "--gradle-user-home", "gradle home"));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).directory(project.path("").toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    // Of both JVMs, which live shortly.
    builder.environment().put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Build(process.waitFor(), output);
  }
}
