package dev.recsim.bridge.http;

import static dev.recsim.bridge.http.RawServer.http;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Failed;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each fault of a service fails one trial with a message that names it; others complete. */
@Tag("slow")
class HttpFaultsTest {
  private static final String TWO =
      """
      environment: {type: interest_evolution, candidates: 4, slate_size: 2, max_session_length: 3}
      evaluation: {sessions: 2}
      trials: {seeds: 0..0}
      agents:
        random: {type: random}
      """;

  private static final String ITEMS = "[{\"items\": %s}, {\"items\": %s}]";

  @TempDir Path folder;

  /** What a service does, and what the message says. */
  private record Fault(RawServer.Behaviour behaviour, String message) {}

  private final Map<String, Fault> faults = new LinkedHashMap<>();

  private void bytes(String name, byte[] answer, String message) {
    faults.put(name, new Fault((path, head, body, to) -> to.write(answer), message));
  }

  private void text(String name, String answer, String message) {
    bytes(name, answer.getBytes(StandardCharsets.UTF_8), message);
  }

  private void body(String name, String body, String message) {
    bytes(name, http(200, body), message);
  }

  private void sessions(String name, String sessions, String message) {
    body(name, "{\"sessions\": " + sessions + "}", message);
  }

  private void addStatuses() {
    bytes("s500", http(500, "stack\n trace"), "answered with status 500: stack trace");
    bytes("s404", http(404, "no such page"), "answered with status 404: no such page");
    bytes("s401", http(401, ""), "answered with status 401: ");
    bytes("s301", http(301, ""), "answered with status 301: ");
    bytes("s204", http(204, ""), "answered with status 204: ");
    bytes("s429", http(429, "slow down"), "answered with status 429: slow down (3 tries)");
    bytes("s502", http(502, "proxy"), "answered with status 502: proxy (3 tries)");
    bytes("s503", http(503, "away"), "answered with status 503: away (3 tries)");
  }

  private void addConnections() {
    text("closed", "", "did not answer: ");
    text("head", "HTTP/1.1 200 OK\r\nContent-Le", "did not answer: ");
    text("cut", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"sess", "did not answer: ");
    text(
        "chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "did not answer: ");
    text("garbage", "\u0000\u0001 this is no HTTP\r\n\r\n", "did not answer: ");
    String late = "did not answer: no complete answer within 0.3 s (3 tries)";
    faults.put("silent", new Fault((path, head, body, to) -> Thread.sleep(5_000), late));
    faults.put("slow", new Fault((path, head, body, to) -> drip(to), late));
  }

  /** The head at once, and then a byte now and then. */
  private static void drip(OutputStream to) throws java.io.IOException, InterruptedException {
    to.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < 100; i++) {
      to.write(' ');
      to.flush();
      Thread.sleep(50);
    }
  }

  private void addBodies() {
    body("empty", "", "gave an answer without a list of \"sessions\": ");
    body("html", "<html>welcome", "gave an answer that is not JSON: <html>welcome");
    body("half", "{\"sessions\": [{\"items\"", "gave an answer that is not JSON: ");
    body("list", "[1, 2]", "gave an answer without a list of \"sessions\": [1, 2]");
    body("other", "{\"result\": 1}", "gave an answer without a list of \"sessions\": ");
    body("bits", "\u0000\uffff", "gave an answer that is not JSON: ");
    sessions("object", "{}", "gave an answer without a list of \"sessions\": ");
    sessions("none", "[]", "gave an answer for 0 sessions, not for 2");
    sessions("three", "[{}, {}, {}]", "gave an answer for 3 sessions, not for 2");
    sessions("blank", "[{}, {}]", "neither \"items\" nor \"scores\": {}");
    sessions("number", "[1, 2]", "neither \"items\" nor \"scores\": 1");
    sessions("few", ITEMS.formatted("[1]", "[1]"), "with 1 items for a slate of 2");
    sessions("many", ITEMS.formatted("[1, 2, 3]", "[]"), "with 3 items for a slate of 2");
    String item = "with an item that is repeated or no candidate: ";
    sessions("unknown", ITEMS.formatted("[999999, 1]", "[]"), item + "999999");
    sessions("twice", "[{\"items\": [ID, ID]}, {}]", item);
    sessions("name", ITEMS.formatted("[\"a\", 1]", "[]"), item + "\"a\"");
    sessions("scores", "[{\"scores\": [1, 2]}, {}]", "with 2 scores for 4 candidates");
    String score = "with a score that is not a number: ";
    sessions("text", "[{\"scores\": [1, 2, 3, \"4\"]}, {}]", score + "\"4\"");
    sessions("null", "[{\"scores\": [1, 2, null, 4]}, {}]", score + "null");
    sessions("huge", "[{\"scores\": [1, 2, 1e999, 4]}, {}]", score);
    String twice = "that has a key twice, or goes on after its end: ";
    body("pair", "{\"sessions\": [], \"sessions\": []}", twice);
    body("inner", "{\"sessions\": [{\"items\": [1], \"items\": [2]}, {}]}", twice);
    body("after", "{\"sessions\": []} {}", twice);
    sessions("long", ITEMS.formatted("[18446744073709551616, 1]", "[]"), item + "18446744073");
    sessions("nan", "[{\"scores\": [1, 2, NaN, 4]}, {}]", "that is not JSON: ");
  }

  @Test
  void eachFaultFailsItsTrialAndNoOther() throws Exception {
    addStatuses();
    addConnections();
    addBodies();
    try (RawServer server = new RawServer(this::answer)) {
      StringBuilder experiment = new StringBuilder(TWO);
      for (String name : faults.keySet()) {
        experiment.append(
            "  %s: {type: http, url: \"%s\", version: \"1\", timeout: 0.3}%n"
                .formatted(name, server.url("/" + name)));
      }
      experiment.append("  refused: {type: http, url: \"http://localhost:1/\", retries: 0}\n");
      experiment.append(
          "  token: {type: http, url: \"http://localhost:1/\", token_env: RECSIM_NO_TOKEN}\n");
      Map<String, TrialResult> results = Run.of(folder, experiment.toString());
      assertThat(results.get("random")).isInstanceOf(Completed.class);
      faults.forEach(
          (name, fault) ->
              assertThat(failure(results.get(name)))
                  .as(name)
                  .startsWith("the service " + server.url("/" + name))
                  .contains(fault.message()));
      assertThat(failure(results.get("refused")))
          .startsWith("the service http://localhost:1/ did not answer: there is no connection");
      assertThat(failure(results.get("token")))
          .contains("the environment variable RECSIM_NO_TOKEN is not set; token_env names it");
      assertThat(results).hasSize(faults.size() + 3);
    }
  }

  private void answer(String path, String head, String body, OutputStream to)
      throws java.io.IOException, InterruptedException {
    String id = body.replaceAll("(?s).*?\"id\":(\\d+).*", "$1");
    if (path.equals("/twice")) {
      to.write(http(200, "{\"sessions\": [{\"items\": [%s, %s]}, {}]}".formatted(id, id)));
    } else {
      faults.get(path.substring(1)).behaviour().answer(path, head, body, to);
    }
  }

  private static String failure(TrialResult result) {
    return result instanceof Failed failed ? failed.error() : "completed";
  }
}
