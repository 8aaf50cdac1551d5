package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A git repository with the project {@code gated}, whose experiments are recorded and committed as
 * one text and then changed into another. Each is the project's experiment but for a few edits.
 */
final class ChangedExperiments {
  private final Project project;
  private final String shop;
  private final Map<String, String> before = new LinkedHashMap<>();
  private final Map<String, String> after = new LinkedHashMap<>();

  /**
   * @param place of the copy
   */
  ChangedExperiments(String place) throws Exception {
    this.project = Project.copy("gated", place).versioned();
    this.shop = project.read("experiments/shop.yaml");
    Files.delete(project.path("experiments/shop.yaml"));
  }

  Project project() {
    return project;
  }

  /** The project's experiment, with texts replaced by the ones that follow them. */
  String shop(String... edits) {
    String text = shop;
    for (int i = 0; i < edits.length; i += 2) {
      assertThat(text).contains(edits[i]);
      text = text.replace(edits[i], edits[i + 1]);
    }
    return text;
  }

  /** An experiment that is not what it was when its baseline was recorded. */
  ChangedExperiments with(String name, String recorded, String changed) {
    before.put(name, recorded);
    after.put(name, changed);
    return this;
  }

  /** Records and commits the baselines. */
  ChangedExperiments record() throws Exception {
    write(before);
    Build recorded = project.mvn("compile", "recsim:run", "recsim:baseline");
    assertThat(recorded.exitCode()).as(recorded.output()).isZero();
    project.commit("Record baselines");
    return this;
  }

  /** Changes the experiments and runs them. */
  ChangedExperiments change() throws Exception {
    write(after);
    Build run = project.mvn("compile", "recsim:run");
    assertThat(run.exitCode()).as(run.output()).isZero();
    return this;
  }

  private void write(Map<String, String> texts) throws Exception {
    for (Map.Entry<String, String> text : texts.entrySet()) {
      Files.writeString(file(text.getKey()), text.getValue());
    }
  }

  Path file(String experiment) {
    return project.path("experiments/" + experiment + ".yaml");
  }

  String baseline(String experiment) throws Exception {
    return project.read("experiments/baselines/" + experiment + ".json");
  }

  /** Calls a goal for some of the experiments. */
  Build mvn(String goal, String experiments, String... more) throws Exception {
    String[] fixed = {"recsim:" + goal, "-Drecsim.experiment=" + experiments};
    return project.mvn(Stream.of(fixed, more).flatMap(Stream::of).toArray(String[]::new));
  }

  /** Checks some of the experiments, which passes. */
  Build passes(String experiments, String... more) throws Exception {
    Build check = mvn("check", experiments, more);
    assertThat(check.exitCode()).as(check.output()).isZero();
    assertThat(check.output()).contains("recsim:check passed");
    return check;
  }

  /**
   * What a check says about one of several experiments that fail.
   *
   * @param headline of all experiments of the check
   * @param lines about this one
   */
  record Failure(String headline, String lines) {}

  /** Checks experiments, all of which fail: three at a time, the most that the headline names. */
  Map<String, Failure> failures(List<String> experiments) throws Exception {
    Map<String, Failure> failures = new LinkedHashMap<>();
    for (int first = 0; first < experiments.size(); first += 3) {
      List<String> some = experiments.subList(first, Math.min(first + 3, experiments.size()));
      Build check = mvn("check", String.join(",", some));
      assertThat(check.exitCode()).as(check.output()).isEqualTo(1);
      assertThat(check.output()).doesNotContain("BUILD SUCCESS", "\tat ");
      String headline =
          "recsim:check failed: %d of %1$d experiment%s: "
              .formatted(some.size(), some.size() == 1 ? "" : "s");
      assertThat(check.count(headline)).as(check.output()).isEqualTo(1);
      List<String> message =
          check.lines().stream().dropWhile(line -> !line.contains(headline)).toList();
      for (String experiment : some) {
        failures.put(experiment, new Failure(message.get(0), linesOf(experiment, message)));
      }
    }
    return failures;
  }

  /** The line that starts with the experiment's name, and the indented ones that follow. */
  private static String linesOf(String experiment, List<String> message) {
    List<String> lines =
        message.stream()
            .map(line -> line.replaceFirst("^\\[ERROR] ", ""))
            .dropWhile(line -> !line.startsWith(experiment + ": "))
            .toList();
    assertThat(lines).as(experiment).isNotEmpty();
    Stream<String> details = lines.stream().skip(1).takeWhile(line -> line.startsWith("  "));
    return Stream.concat(Stream.of(lines.get(0)), details).collect(Collectors.joining("\n"));
  }

  /** Checks one of the experiments, which fails the build. */
  Build fails(String experiment, String... more) throws Exception {
    Build check = mvn("check", experiment, more);
    assertThat(check.exitCode()).as(check.output()).isEqualTo(1);
    assertThat(check.output())
        .contains("recsim:check failed: 1 of 1 experiment: " + experiment + " (")
        .doesNotContain("BUILD SUCCESS", "\tat ");
    return check;
  }
}
