package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A program of a project that depends on recsim-core alone plays what a run has saved. */
class ServiceIT {
  private static final List<String> LIBRARIES =
      List.of(
          "recsim-core",
          "recsim-api",
          "recsim-decide",
          "commons-statistics-distribution",
          "commons-rng-client-api",
          "commons-rng-sampling",
          "commons-numbers-core",
          "commons-numbers-combinatorics",
          "commons-numbers-gamma",
          "commons-numbers-fraction",
          "commons-numbers-rootfinder",
          "jackson-core");

  private static final long MOST_BYTES = 3_000_000;

  @Test
  void everySavedAgentActsWithTheCoreAlone() throws Exception {
    Project project = Project.copy("service", "service");
    Build run = project.mvn("-X", "compile", "recsim:run");
    assertThat(run.exitCode()).as(run.output()).isZero();
    List<Path> path = compilePath(run);
    List<Path> jars = path.stream().filter(Files::isRegularFile).toList();

    assertThat(jars)
        .extracting(jar -> jar.getFileName().toString().replaceFirst("-\\d.*", ""))
        .containsExactlyInAnyOrderElementsOf(LIBRARIES);
    assertThat(jars.stream().mapToLong(jar -> jar.toFile().length()).sum())
        .as("bytes of %s", jars)
        .isLessThanOrEqualTo(MOST_BYTES);
    List<String> played = play(project, path);
    List<String> agents = starting("agent ", played);
    assertThat(starting("played ", played))
        .allMatch(line -> line.matches("[a-z0-9_]+-seed-0\\.safetensors( \\[\\d+(, \\d+)*])+"));
    agents.removeIf(type -> starting("played " + type + "-seed-0", played).size() == 1);
    assertThat(agents)
        .as("agents that have nothing to save")
        .containsExactlyInAnyOrder(
            "cluster_bandit", "greedy", "myopic", "onnx", "optimal", "random");
  }

  /** The class path that Maven compiles with, which is also that of the program. */
  private static List<Path> compilePath(Build build) {
    return Pattern.compile("\\(f\\) compilePath = \\[(.*)]")
        .matcher(build.output())
        .results()
        .flatMap(found -> Arrays.stream(found.group(1).split(", ")))
        .map(Path::of)
        .distinct()
        .toList();
  }

  private static List<String> play(Project project, List<Path> path) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
    command.add(String.join(File.pathSeparator, path.stream().map(Path::toString).toList()));
    command.add("example.Play");
    for (Path file : Project.files(project.path("reports"))) {
      if (file.toString().endsWith(".safetensors")) {
        command.add(file.getParent().getParent().getFileName().toString());
        command.add(file.toString());
      }
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> lines = new String(process.getInputStream().readAllBytes()).lines().toList();
    assertThat(process.waitFor()).as("%s", lines).isZero();
    return lines;
  }

  private static List<String> starting(String start, List<String> lines) {
    List<String> found = new ArrayList<>();
    lines.stream()
        .filter(line -> line.startsWith(start))
        .forEach(line -> found.add(line.substring(line.indexOf(' ') + 1)));
    return found;
  }
}
