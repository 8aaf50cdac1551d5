package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session log has each document once, and says as much as one that repeats it at each step. */
@Tag("slow")
class RepeatedDocumentsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String ENVIRONMENT =
      """
      environment:
        type: boredom
        user: {observe: state, min_active: 2, max_active: 2}
        documents: {topics: 2, min_active: 1, max_active: 2}
        choice: {midpoint: 0.9, slope: 10}
        candidates: 6
        slate_size: 1
        max_session_length: 4
        %s
      trials: {seeds: 0}
      """;
  private static final String JUDGE =
      """
      agents: {greedy: {type: greedy}, random: {type: random}}
      logs: {file: ../log.jsonl}
      evaluate: {}
      """;
  private static final String FIT =
      """
      logs: {file: ../../log.jsonl}
      model: {type: position_based}
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"resample: corpus", "resample: step", "turnover: 1", "growth: 2"})
  void evaluationsAndFitsAreThoseOfALogThatRepeatsThem(String candidates) throws IOException {
    String environment = ENVIRONMENT.formatted(candidates);
    Path experiments = Files.createDirectory(folder.resolve("experiments"));
    Files.writeString(
        experiments.resolve("logged.yaml"),
        environment
            + "agents: {greedy: {type: greedy}}\n"
            + "evaluation: {sessions: 150, explore: {type: epsilon_greedy, epsilon: 0.5}}\n");
    says(folder, "run", "--session-logs=jsonl");
    List<String> once =
        Files.readAllLines(folder.resolve("reports/logged/sessions/greedy-seed-0.jsonl"));
    List<String> repeated = repeated(once);
    assertThat(once.stream().filter(it -> it.contains("\"documents\"")).count())
        .isEqualTo(candidates.contains("corpus") ? 150 : 600);
    assertThat(bytes(once))
        .isLessThan((long) (bytes(repeated) * (candidates.contains("step") ? 1.02 : 0.85)));
    assertThat(judged("repeated", environment, repeated))
        .isEqualTo(judged("once", environment, once));
  }

  /** The evaluation and the fit of a log; without the digest of its bytes. */
  private List<String> judged(String name, String environment, List<String> log)
      throws IOException {
    Path project = folder.resolve(name);
    Files.createDirectories(project.resolve("experiments/environments"));
    Files.write(project.resolve("log.jsonl"), log);
    Files.writeString(project.resolve("experiments/judge.yaml"), environment + JUDGE);
    Files.writeString(project.resolve("experiments/environments/fit.yaml"), FIT);
    says(project, "ope");
    says(project, "fit");
    String fit = Files.readString(project.resolve("experiments/environments/fit.json"));
    String evaluation = Files.readString(project.resolve("reports/judge/ope.json"));
    assertThat(evaluation).contains("\"used_rows\": 600").doesNotContain("\"largest_weight\": 1,");
    return List.of(evaluation, fit.replaceAll("\\b[0-9a-f]{64}\\b|\"bytes\": \\d+", ""));
  }

  private static void says(Path project, String verb, String... more) {
    Printed printed = Printed.by(project, verb, more);
    assertThat(printed.code()).as(printed.output()).isEqualTo(ExitCode.FINE);
  }

  private static long bytes(List<String> lines) {
    return lines.stream().mapToLong(String::length).sum();
  }

  /** The same log in format 1, by the words of docs/results.md. */
  private static List<String> repeated(List<String> lines) throws IOException {
    Map<String, ArrayNode> last = new HashMap<>();
    List<String> repeated = new ArrayList<>();
    for (String each : lines) {
      ObjectNode line = (ObjectNode) JSON.readTree(each);
      assertThat(line.remove("format").asInt()).isEqualTo(2);
      ArrayNode before = last.getOrDefault(line.get("session").asText(), JSON.createArrayNode());
      ArrayNode candidates = JSON.createArrayNode();
      if (line.has("candidates")) {
        Map<JsonNode, JsonNode> known = new HashMap<>();
        before.forEach(it -> known.put(it.get("id"), it));
        line.path("documents").forEach(it -> known.put(it.get("id"), it));
        line.get("candidates").forEach(id -> candidates.add(known.get(id)));
      } else {
        candidates.addAll(line.has("documents") ? (ArrayNode) line.get("documents") : before);
      }
      last.put(line.get("session").asText(), candidates);
      line.remove("documents");
      line.set("candidates", candidates);
      repeated.add(JSON.writeValueAsString(line));
    }
    return repeated;
  }
}
