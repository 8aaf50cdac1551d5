package dev.recsim;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A top-level type has a name of its own in the main sources of all modules. */
class TypeNamesTest {
  /** Types of one name, in different rooms, and the reason. */
  private static final Map<String, String> SHARED =
      Map.ofEntries(
          // The type in YAML is the same word for a choice model and for the model of a log.
          Map.entry("DependentClickProvider", "env.choice, fit.model"),
          Map.entry("MultinomialLogitProvider", "env.choice, fit.model"),
          Map.entry("PositionBasedProvider", "env.choice, fit.model"),
          // To be renamed.
          Map.entry("Choice", "app.replay, learn.actorcritic"),
          Map.entry("Origin", "report.experiment, trial"),
          Map.entry("Recording", "baseline, trial.shown"),
          Map.entry("Scores", "learn.scores, report.experiment"),
          Map.entry("Sweep", "report.experiment, trial.shown"),
          Map.entry("Tables", "report.check, trial.shown"),
          Map.entry("Training", "report.experiment, trial.schedule"));

  @Test
  void topLevelTypesHaveNamesOfTheirOwn() throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      for (Path module : modules.map(it -> it.resolve("src/main/java")).toList()) {
        if (Files.isDirectory(module)) {
          try (Stream<Path> all = Files.walk(module)) {
            files.addAll(all.filter(file -> file.toString().endsWith(".java")).toList());
          }
        }
      }
    }
    assertThat(files).hasSizeGreaterThan(700);
    Map<String, Long> names =
        files.stream()
            .map(file -> file.getFileName().toString().replace(".java", ""))
            .filter(name -> !name.equals("package-info"))
            .collect(groupingBy(name -> name, TreeMap::new, counting()));
    names.values().removeIf(count -> count == 1);
    assertThat(names.keySet())
        .as("names of several types; see SHARED")
        .containsExactlyInAnyOrderElementsOf(SHARED.keySet());
  }
}
