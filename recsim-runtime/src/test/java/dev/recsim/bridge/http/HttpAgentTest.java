package dev.recsim.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recsim.api.Agent;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy.Batch;
import dev.recsim.api.Slate;
import dev.recsim.env.TransitionMatrixProvider;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class HttpAgentTest {
  private static final String VIDEOS =
      """
      environment: {type: interest_evolution, candidates: 5, slate_size: 2, max_session_length: 6}
      evaluation: {sessions: 20}
      trials: {seeds: 0..0}
      agents: {it: {type: http, url: "%s", version: "1"}}
      """;

  private static final String STATES =
      """
      environment: {type: transition_matrix, doc_num: 6}
      evaluation: {sessions: 3}
      trials: {seeds: 0..0}
      agents: {it: {type: http, url: "%s", version: "1"}}
      """;

  @TempDir Path folder;
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  /** Scores by place: the last candidates are shown. */
  private void byScores(String path, String head, String body, OutputStream to) throws IOException {
    asked.add(body);
    to.write(
        RawServer.http(
            200, "{\"sessions\": [" + answers(body, "{\"scores\": [1, 2, 3, 4, 5]}") + "]}"));
  }

  private static String answers(String body, String each) throws IOException {
    int sessions = new ObjectMapper().readTree(body).path("sessions").size();
    return String.join(", ", Collections.nCopies(sessions, each));
  }

  /** The same slates, by the ids of the candidates. */
  private void byItems(String path, String head, String body, OutputStream to) throws IOException {
    List<String> answers = new ArrayList<>();
    for (JsonNode session : new ObjectMapper().readTree(body).path("sessions")) {
      JsonNode candidates = session.path("candidates");
      answers.add(
          "{\"items\": [%s, %s]}"
              .formatted(candidates.get(4).path("id"), candidates.get(3).path("id")));
    }
    to.write(RawServer.http(200, "{\"sessions\": " + answers + "}"));
  }

  private double[] rewards(RawServer server, String experiment) throws Exception {
    TrialResult result = Run.of(folder, experiment.formatted(server.url("/rank"))).get("it");
    assertThat(result).isInstanceOf(Completed.class);
    return ((Completed) result).rewards();
  }

  @Test
  void itemsAndScoresAreTwoWaysToSayTheSame() throws Exception {
    try (RawServer scores = new RawServer(this::byScores);
        RawServer items = new RawServer(this::byItems)) {
      assertThat(rewards(scores, VIDEOS)).isEqualTo(rewards(items, VIDEOS));
    }
    JsonNode request = new ObjectMapper().readTree(asked.get(0));
    assertThat(request.path("protocol").intValue()).isEqualTo(1);
    assertThat(request.path("slate_size").intValue()).isEqualTo(2);
    assertThat(request.path("documents").intValue()).isEqualTo(5);
    assertThat(request.path("user_features").size()).isEqualTo(20);
    assertThat(request.path("sessions").size()).as("one request for a batch").isEqualTo(20);
    JsonNode session = request.path("sessions").get(0);
    assertThat(session.path("key").textValue()).matches("[0-9a-f]{16}");
    assertThat(session.path("user").size()).isEqualTo(20);
    assertThat(session.path("candidates").size()).isEqualTo(5);
    assertThat(session.path("candidates").get(0).path("features").size()).isEqualTo(20);
    assertThat(session.path("candidates").get(0).path("id").isIntegralNumber()).isTrue();
  }

  /** As environments in processes ask. */
  @Test
  void largeBatchesAreAskedInParts() throws Exception {
    List<Integer> sizes = new ArrayList<>();
    RawServer.Behaviour states =
        (path, head, body, to) -> {
          List<String> answers = new ArrayList<>();
          for (JsonNode session : new ObjectMapper().readTree(body).path("sessions")) {
            answers.add("{\"items\": [%s]}".formatted(session.path("state")));
          }
          sizes.add(answers.size());
          to.write(RawServer.http(200, "{\"sessions\": " + answers + "}"));
        };
    int all = 130;
    Batch batch = new Batch(all);
    try (RawServer server = new RawServer(states)) {
      TransitionMatrixProvider provider = new TransitionMatrixProvider();
      Environment environment = provider.create(provider.defaults(), folder);
      HttpOptions options = new HttpOptions(server.url("/"), "1", null, 10, 0);
      for (int i = 0; i < all; i++) {
        batch.add(new Observation(i % 10), RandomKey.root(i));
      }
      try (Agent agent = new HttpProvider().create(options, environment, RandomKey.root(0))) {
        agent.greedy().recommend(batch);
      }
    }
    assertThat(sizes).containsExactly(64, 64, 2);
    for (int i = 0; i < all; i++) {
      assertThat(batch.slate(i)).isEqualTo(Slate.of(i % 10));
    }
  }

  /** Every third request is refused or cut off, each of a kind that is sent again. */
  @Test
  void retriesDoNotChangeAResult() throws Exception {
    try (RawServer steady = new RawServer(this::byScores)) {
      int[] count = new int[1];
      RawServer.Behaviour flaky =
          (path, head, body, to) -> {
            int number;
            synchronized (count) {
              number = count[0]++;
            }
            if (number % 6 == 0) {
              to.write(RawServer.http(503, "busy"));
            } else if (number % 6 == 3) {
              to.write("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{".getBytes("UTF-8"));
            } else {
              byScores(path, head, body, to);
            }
          };
      try (RawServer other = new RawServer(flaky)) {
        assertThat(rewards(other, VIDEOS)).isEqualTo(rewards(steady, VIDEOS));
        assertThat(other.requests.get()).isGreaterThan(steady.requests.get());
      }
    }
  }

  @Test
  void documentsWithoutFeaturesAreNumbers() throws Exception {
    RawServer.Behaviour second =
        (path, head, body, to) -> {
          asked.add(body);
          to.write(
              RawServer.http(200, "{\"sessions\": [" + answers(body, "{\"items\": [1]}") + "]}"));
        };
    try (RawServer server = new RawServer(second)) {
      assertThat(rewards(server, STATES)).hasSize(3);
    }
    JsonNode request = new ObjectMapper().readTree(asked.get(0));
    assertThat(request.path("documents").intValue()).isEqualTo(6);
    assertThat(request.path("sessions").get(0).path("candidates").isEmpty()).isTrue();
    assertThat(request.path("sessions").get(0).path("state").isInt()).isTrue();
  }

  @Test
  void tokensNeverReachMessages() throws Exception {
    HttpOptions options = new HttpOptions("http://localhost:1/", "1", "TOKEN", 1, 0);
    Service service = new Service(options, Token.of("T", "s3cret"));
    assertThat(service.failure("answered with status 401: Bearer s3cret"))
        .hasToString("the service http://localhost:1/ answered with status 401: Bearer ***");
    List<String> heads = new ArrayList<>();
    try (RawServer server =
        new RawServer(
            (path, head, body, to) -> {
              heads.add(head);
              to.write(RawServer.http(403, "x".repeat(297) + "s3cret"));
            })) {
      Service asked =
          new Service(
              new HttpOptions(server.url("/"), "1", "TOKEN", 5, 0), Token.of("T", "s3cret"));
      assertThatThrownBy(() -> asked.ask(new byte[0]))
          .isInstanceOf(ServiceFailure.class)
          .hasMessageContaining("status 403")
          .hasMessageNotContaining("s3c");
      assertThatThrownBy(
              () -> {
                try (RawServer echo =
                    new RawServer((path, head, body, to) -> to.write(head.getBytes("UTF-8")))) {
                  new Service(
                          new HttpOptions(echo.url("/"), "1", "TOKEN", 5, 0),
                          Token.of("T", "s3cret"))
                      .ask(new byte[0]);
                }
              })
          .isInstanceOf(ServiceFailure.class)
          .hasNoCause()
          .hasMessageNotContaining("s3c");
      assertThat(heads.get(0)).contains("Authorization: Bearer s3cret");
    }
  }

  @Test
  void everyExceptionOfARequestIsAFailureOfTheService() {
    HttpOptions options = new HttpOptions("http://localhost:1/", "1", "TOKEN", 1, 0);
    assertThatThrownBy(() -> new Service(options, Token.of("T", "NullPointer")).ask(null))
        .isInstanceOf(ServiceFailure.class)
        .hasNoCause()
        .hasMessageStartingWith(
            "the service http://localhost:1/ cannot be asked: java.lang.***Exception");
  }

  @Test
  void addressesAreChecked() {
    for (String wrong : List.of("localhost:80", "ftp://host/", "http://", "a b", "/rank")) {
      assertThatThrownBy(() -> new HttpOptions(wrong, null, null, 1, 0))
          .as(wrong)
          .isInstanceOf(InvalidOption.class);
    }
    assertThatThrownBy(() -> new HttpOptions("http://me:secret@host/", null, null, 1, 0))
        .isInstanceOf(InvalidOption.class)
        .hasMessageContaining("token_env");
  }
}
