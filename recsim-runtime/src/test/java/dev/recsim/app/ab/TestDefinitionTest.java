package dev.recsim.app.ab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.experimentfile.ExperimentReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Digests of live tests, which stand in files that teams commit: they must never change. */
class TestDefinitionTest {
  private static final String YAML =
      """
      ab:
        file: ../data/week41.csv
        columns: {unit: user, arm: variant, time: time}
        arms: {a: 0.5, b: 0.3, c: 0.2}
        plan: {days: 14}
        window: 3d
        gate: true
        segments: {country: [DE, FR]}
        explore: {device: [tv]}
        metrics:
          bought: {column: orders, join: any}
          click_rate: {ratio: [clicks, views], better: lower}
          errors: {column: errors, method: exact, expected: 0.01, range: [0, 9]}
      baseline: {margin: {relative: 0.2}, guard: {click_rate: {relative: 0.1}}}
      claims:
        - b: {not_worse_than: a, metric: bought, by: ab}
        - c: {beats: a, metric: bought, by: ab}
        - b: {not_worse_than: a, metric: errors, margin: {absolute: 0.5}, by: ab}
      """;

  private static final String SERVED =
      """
      ab:
        logs: {type: served, folder: log, attribution: 1h}
        arms: {a: 0.5, b: 0.5}
        metrics: {bought: {share: bought}}
      """;

  @TempDir private Path folder;

  private String text(String yaml) throws Exception {
    Path file = Files.writeString(folder.resolve("week41.yaml"), yaml);
    return TestDefinition.text(
        ExperimentReader.readAll(folder, file, List.of()).liveTests().get(0).section(), 0.01);
  }

  private String first(String yaml) throws Exception {
    Path file = Files.writeString(folder.resolve("week41.yaml"), yaml);
    return FirstDefinition.digest(
        ExperimentReader.readAll(folder, file, List.of()).liveTests().get(0).section(), 0.01);
  }

  @Test
  void isWhatTheFileDeclares() throws Exception {
    assertThat(text(YAML))
        .isEqualTo(
            """
            alpha: 0.01
            arms:
              a: 0.5
              b: 0.3
              c: 0.2
            claims:
              b:
                bought:
                  not_worse_than: {}
                errors:
                  not_worse_than:
                    absolute: 0.5
              c:
                bought:
                  beats: {}
            control: a
            guards:
              click_rate:
                relative: 0.1
            margin:
              relative: 0.2
            metrics:
              bought:
                column: orders
                join: any
              click_rate:
                better: lower
                ratio: [clicks, views]
              errors:
                column: errors
                expected: 0.01
                method: exact
                range: [0, 9]
            plan:
              days: 14
            segments: ["country=DE", "country=FR"]
            window: "3d"
            """);
    assertThat(text(SERVED))
        .isEqualTo(
            """
            alpha: 0.01
            arms:
              a: 0.5
              b: 0.5
            control: a
            logs:
              attribution: "1h"
            metrics:
              bought:
                share: bought
            """);
  }

  @Test
  void defaultsAndOrderDoNotCount() throws Exception {
    assertThat(
            text(
                YAML.replace("join: any}", "join: any, better: higher}")
                    .replace("gate: true", "looks: daily")
                    .replace("{relative: 0.2}, guard", "{relative: 0.20}, guard")))
        .isEqualTo(text(YAML));
    String click = "    click_rate: {ratio: [clicks, views], better: lower}\n";
    String bought = "    bought: {column: orders, join: any}\n";
    assertThat(text(YAML.replace(click, "").replace(bought, click + bought))).isEqualTo(text(YAML));
  }

  @Test
  void eachChangeThatCountsIsSeen() throws Exception {
    List<List<String>> changes =
        List.of(
            List.of("a: 0.5, b: 0.3, c: 0.2", "b: 0.3, a: 0.5, c: 0.2"),
            List.of("b: 0.3, c: 0.2", "b: 0.2, c: 0.3"),
            List.of("days: 14", "days: 15"),
            List.of("gate: true", "looks: weekly"),
            List.of("window: 3d", "window: 2d"),
            List.of("[DE, FR]", "[DE]"),
            List.of("join: any", "join: max"),
            List.of("column: orders", "column: others"),
            List.of(", better: lower", ""),
            List.of("expected: 0.01", "expected: 0.02"),
            List.of("[0, 9]", "[0, 8]"),
            List.of("margin: {relative: 0.2}", "margin: {relative: 0.3}"),
            List.of("{relative: 0.1}", "{relative: 0.11}"),
            List.of("guard: {click_rate", "guard: {bought"),
            List.of("c: {beats: a", "c: {not_worse_than: a"),
            List.of("absolute: 0.5", "absolute: 0.6"),
            List.of("explore: {device: [tv]}", "history: h.csv"));
    Set<String> texts = new HashSet<>(Set.of(text(YAML)));
    for (List<String> change : changes.subList(0, changes.size() - 1)) {
      String changed = YAML.replace(change.get(0), change.get(1));
      if (change.get(0).startsWith("a: ")) {
        changed = changed.replace("not_worse_than: a", "not_worse_than: b");
        changed = changed.replace("beats: a", "beats: b").replace("- b:", "- a:");
      }
      assertThat(changed).isNotEqualTo(YAML);
      assertThat(texts.add(text(changed))).as(change.toString()).isTrue();
    }
    List<String> none = changes.get(changes.size() - 1);
    assertThat(text(YAML.replace(none.get(0), none.get(1)))).isEqualTo(text(YAML));
    assertThat(texts.add(text(SERVED))).isTrue();
    assertThat(texts.add(text(SERVED.replace("1h", "2h")))).isTrue();
  }

  /** Written by the first version, whose digest is that of Java records. */
  @Test
  void digestsOfTheFirstVersionStay() throws Exception {
    assertThat(first(YAML))
        .isEqualTo("5cd1b0ad8ff23dd07ef55799764ba92a8abed27ff8f77aa0f7668b32d2d36638");
  }
}
