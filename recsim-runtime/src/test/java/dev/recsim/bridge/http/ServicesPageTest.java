package dev.recsim.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.tool.Interpreter;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service of docs/agents/http.md shows the documents that the agent {@code greedy} shows. */
@Tag("slow")
class ServicesPageTest {
  private static final Pattern PYTHON = Pattern.compile("(?s)```python\n(.*?)```");

  private static final String EXPERIMENT =
      """
      environment: {type: interest_evolution, max_session_length: 20}
      evaluation: {sessions: 100}
      trials: {seeds: 0..0}
      agents:
        random: {type: random}
        greedy: {type: greedy}
        service: {type: http, url: "http://localhost:%s/rank", version: "1"}
      """;

  @TempDir Path folder;

  @Test
  void serviceOfThePageRanks() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "agents", "http.md"));
    Matcher program = PYTHON.matcher(page);
    assertThat(program.find()).isTrue();
    assertThat(program.group(1).lines().filter(line -> !line.isBlank()).count())
        .as("lines of the example")
        .isLessThanOrEqualTo(32);
    Path file = Files.writeString(folder.resolve("ranking_service.py"), program.group(1));
    Process service = start(file);
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(service.getInputStream(), StandardCharsets.UTF_8))) {
      String port = out.readLine();
      Map<String, TrialResult> results = Run.of(folder, EXPERIMENT.formatted(port));
      double[] served = ((Completed) results.get("service")).rewards();
      assertThat(served).isEqualTo(((Completed) results.get("greedy")).rewards());
      assertThat(served).isNotEqualTo(((Completed) results.get("random")).rewards());
    } finally {
      service.destroyForcibly();
    }
  }

  private static Process start(Path file) throws Exception {
    Interpreter.require();
    return new ProcessBuilder(Interpreter.PROGRAM, file.toString(), "0").start();
  }
}
