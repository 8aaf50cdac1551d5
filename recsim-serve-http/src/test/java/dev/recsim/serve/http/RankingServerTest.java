package dev.recsim.serve.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server answers. */
class RankingServerTest {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  @TempDir static Path folder;

  private final List<String> messages = new ArrayList<>();
  private RankingServer server;

  @BeforeAll
  static void promote() throws IOException {
    ServedAgents.promote(folder, ServedAgents.QUICK);
  }

  @AfterEach
  void stop() {
    if (server != null) {
      assertThat(server.stop()).isTrue();
    }
    assertThat(messages).isEmpty();
  }

  private void serve(String yaml) throws Exception {
    server = ServedAgents.serve(folder, yaml, messages);
  }

  private HttpResponse<String> rank(String body) throws Exception {
    return ServedAgents.post(server.port(), "/rank", body);
  }

  private HttpResponse<String> admin(String path, String body) throws Exception {
    return ServedAgents.post(server.adminPort(), path, body);
  }

  private JsonNode ranking(String unit) throws Exception {
    HttpResponse<String> answer = rank(ServedAgents.request(unit));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private String metrics() throws Exception {
    // A scrape finds new series for the next one.
    ServedAgents.get(server.port(), "/metrics");
    Thread.sleep(150);
    return ServedAgents.get(server.port(), "/metrics").body();
  }

  @Test
  void ranksAndTakesOutcomes() throws Exception {
    serve("policies: {new: {path: lin_ucb}}\nlog: {folder: served}");

    JsonNode ranking = ranking("u-1");

    assertThat(ranking.get("decision").textValue()).matches("[0-9a-f]{32}");
    assertThat(ranking.get("documents")).isNotEmpty();
    assertThat(ranking.get("documents").get(0).textValue()).startsWith("sku-");
    assertThat(ranking.get("propensities")).hasSameSizeAs(ranking.get("documents"));
    assertThat(ranking.get("policy").textValue()).isEqualTo("new");
    assertThat(ranking.get("arm").textValue()).isEqualTo("all");
    assertThat(ranking.has("fallback")).isFalse();
    String outcome =
        "{\"decision\": \"%s\", \"clicks\": [0]}".formatted(ranking.get("decision").textValue());
    assertThat(ServedAgents.post(server.port(), "/outcome", outcome).statusCode()).isEqualTo(202);
    assertThat(ServedAgents.post(server.port(), "/outcome", "{\"decision\": \"x\"}").statusCode())
        .isEqualTo(400);
  }

  @Test
  void refusesWhatThePolicyCannotRank() throws Exception {
    serve("policies: {new: {path: lin_ucb}}");

    HttpResponse<String> answer = rank("{\"unit\": \"u\", \"candidates\": [\"sku-1\"]}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(JSON.readTree(answer.body()).get("error").textValue()).isNotBlank();
    assertThat(JSON.readTree(answer.body()).get("cure").textValue()).isNotBlank();
    assertThat(metrics()).contains("recsim_refused_total 1.0");
  }

  @Test
  void tellsItsHealth() throws Exception {
    serve("policies: {new: {path: lin_ucb}}");

    assertThat(ServedAgents.get(server.port(), "/health").body())
        .isEqualTo("{\"status\":\"up\",\"reasons\":[]}");
    assertThat(ServedAgents.get(server.port(), "/ready").body())
        .matches("\\{\"policies\":\\{\"new\":\"[0-9a-f]{64}\"}}");
  }

  @Test
  void countsByArmAndPolicy() throws Exception {
    serve(
        """
        policies: {new: {path: lin_ucb}, random: {type: random}}
        arms:
          salt: s
          control: {policy: random, share: 0.5}
          treatment: {policy: new, share: 0.5}
        """);
    for (int i = 0; i < 40; i++) {
      ranking("u-" + i);
    }

    String metrics = metrics();

    assertThat(metrics)
        .containsPattern("recsim_decisions_total\\{arm=\"control\",policy=\"random\"} \\d+\\.0")
        .containsPattern("recsim_rank_seconds_count\\{arm=\"treatment\",policy=\"new\"} \\d+")
        .containsPattern(
            "recsim_rank_seconds_bucket\\{arm=\"treatment\",policy=\"new\",le=\"0.005\"}")
        .contains("recsim_degraded 0.0", "jvm_memory_used_bytes", "recsim_responses_total");
    assertThat(sum(metrics, "recsim_decisions_total")).isEqualTo(40);
    assertThat(sum(metrics, "recsim_rank_seconds_count")).isEqualTo(40);
    assertThat(sum(metrics, "recsim_ranker_seconds_count")).isEqualTo(40);
    assertThat(sum(metrics, "recsim_ranker_seconds_sum"))
        .isPositive()
        .isLessThan(sum(metrics, "recsim_rank_seconds_sum"));
  }

  private static double sum(String metrics, String name) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  @Test
  void obeysAdminCalls() throws Exception {
    serve(
        "policies: {new: {path: lin_ucb}, random: {type: random}}\narms: {salt: s, a: {policy: new, share: 1}}");

    assertThat(admin("/rollback", "{\"policy\": \"new\"}").statusCode()).isEqualTo(400);
    assertThat(admin("/reload", "{\"policy\": \"new\"}").statusCode()).isEqualTo(200);
    assertThat(admin("/rollback", "{\"policy\": \"new\"}").statusCode()).isEqualTo(200);
    assertThat(ranking("u").get("policy").textValue()).isEqualTo("new");
    assertThat(
            admin("/arms", "{\"salt\": \"t\", \"b\": {\"policy\": \"random\", \"share\": 1}}")
                .statusCode())
        .isEqualTo(200);
    assertThat(ranking("u").get("arm").textValue()).isEqualTo("b");
    assertThat(admin("/catalogue", "{}").statusCode()).isEqualTo(400);
    assertThat(admin("/catalogue", "{\"file\": \"other.csv\"}").body())
        .contains("the body has the unknown key \\\"file\\\"", "send {}");
    assertThat(admin("/rollback", "{\"policy\": \"new\", \"path\": \"/old\"}").body())
        .contains("unknown key", "known keys: policy\"");
    assertThat(admin("/reload", "{\"policy\": \"new\", \"path\": \"nowhere\"}").body())
        .contains("there is no folder " + Path.of("nowhere").toAbsolutePath());
  }

  @Test
  void refusesAdminCallsWithACure() throws Exception {
    serve("policies: {new: {path: lin_ucb}}");

    assertThat(admin("/reload", "{\"policy\": \"nwe\"}").body()).contains("did you mean");
    assertThat(admin("/reload", "{\"polici\": \"new\"}").body()).contains("did you mean");
    assertThat(admin("/reload", "{\"policy\": \"new\", \"path\": \"/nowhere\"}").body())
        .contains("there is no folder /nowhere");
    assertThat(admin("/arms", "{\"salt\": \"s\", \"a\": {\"policy\": \"x\", \"share\": 1}}").body())
        .contains("there is no policy");
    assertThat(ranking("u").get("policy").textValue()).isEqualTo("new");
  }
}
