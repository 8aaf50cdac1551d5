package dev.recsim.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Failed;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services that break the rules of docs/agents/http.md are named. */
@Tag("slow")
class HttpRulesTest {
  private static final String EXPERIMENT =
      """
      environment: {type: interest_evolution, candidates: 8, slate_size: 2, max_session_length: 5}
      evaluation: {sessions: 30}
      trials: {seeds: 0..0}
      agents:
        sound: {type: http, url: "%1$s/sound", version: "1"}
        keyed: {type: http, url: "%1$s/keyed", version: "1"}
        random: {type: http, url: "%1$s/random", version: "1"}
        ordered: {type: http, url: "%1$s/ordered", version: "1"}
      """;

  @TempDir Path folder;

  /** Random services may draw from the key; chance and the place in the request are no reasons. */
  private static void answer(String path, String head, String body, OutputStream to)
      throws IOException {
    List<String> answers = new ArrayList<>();
    JsonNode sessions = new ObjectMapper().readTree(body).path("sessions");
    for (JsonNode session : sessions) {
      int first =
          switch (path) {
            case "/keyed" -> session.path("key").asText().charAt(0) % 7;
            case "/random" -> ThreadLocalRandom.current().nextInt(7);
            case "/ordered" -> sessions.size() == 1 ? 6 : answers.size() % 6;
            default -> 3;
          };
      JsonNode candidates = session.path("candidates");
      answers.add(
          "{\"items\": [%s, %s]}"
              .formatted(candidates.get(first).path("id"), candidates.get(first + 1).path("id")));
    }
    to.write(RawServer.http(200, "{\"sessions\": " + answers + "}"));
  }

  @Test
  void answersThatDependOnTheRequestFailTheTrial() throws Exception {
    try (RawServer server = new RawServer(HttpRulesTest::answer)) {
      String url = server.url("");
      Map<String, TrialResult> results = Run.of(folder, EXPERIMENT.formatted(url));

      assertThat(results.get("sound")).isInstanceOf(Completed.class);
      assertThat(results.get("keyed")).isInstanceOf(Completed.class);
      for (String agent : List.of("random", "ordered")) {
        assertThat(((Failed) results.get(agent)).error())
            .startsWith(
                "the answers of " + agent + " depend on the order or the number of the sessions");
      }
    }
  }
}
