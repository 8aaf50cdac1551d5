package dev.recsim.serve.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.Observation;
import dev.recsim.api.Policy.Batch;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.serve.Candidate;
import dev.recsim.serve.RankRequest;
import dev.recsim.served.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What bodies of requests mean. */
class BodiesTest {
  private static final Space SPACE =
      new Space(3, 2, 4, 0, List.of("age"), List.of("quality", "length"), List.of());

  private static final String JUDGE =
      """
      {"protocol": 1, "slate_size": 2, "documents": 3, "later": {"a": [1]},
       "user_features": ["age"], "document_features": ["quality", "length"],
       "sessions": [
        {"key": "9e3779b97f4a7c15", "state": 3, "user": [0.1],
         "candidates": [{"id": 7, "topic": 1, "features": [0.5, 2.0]},
                        {"id": 9, "features": [1e-3, 4]},
                        {"id": -12, "topic": 0, "features": [0.30000000000000004, 1.0]}]}]}""";

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void readsRequestsOfApplications() {
    RankBody body =
        RankBody.read(
            bytes(
                """
                {"candidates": ["sku-1", 2, {"id": "ü", "topic": 3, "features": {"price": 0.1}}],
                 "user": {"age": 0.1, "height": null}, "unit": 17, "session": "s", "state": "new",
                 "key": "ffffffffffffffff"}"""));

    assertThat(body.judged()).isNull();
    assertThat(body.request())
        .isEqualTo(
            new RankRequest(
                "17",
                "s",
                "new",
                Map.of("age", 0.1, "height", Double.NaN),
                List.of(
                    Candidate.of("sku-1"),
                    Candidate.of("2"),
                    new Candidate("ü", 3, Map.of("price", 0.1))),
                -1L));
  }

  @Test
  void whatIsNotNamedIsEmpty() {
    assertThat(RankBody.read(bytes("{\"unit\": \"u\", \"session\": null}")).request())
        .isEqualTo(new RankRequest("u", null, null, Map.of(), List.of(), null));
  }

  @Test
  void readsRequestsOfJudges() {
    JudgeBody body = RankBody.read(bytes(JUDGE)).judged();

    body.check(SPACE);
    Batch batch = body.batch();
    assertThat(batch.key(0).bits()).isEqualTo(0x9e3779b97f4a7c15L);
    Observation seen = batch.observation(0);
    assertThat(seen.state()).isEqualTo(3);
    assertThat(seen.user()).containsExactly(0.1);
    assertThat(seen.candidates()).extracting(it -> it.topic()).containsExactly(1, -1, 0);
    assertThat(seen.candidates().get(2).features()).containsExactly(0.1 + 0.2, 1);
    batch.recommend(0, Slate.of(2, 0));
    assertThat(JudgeBody.answer(batch))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("{\"sessions\":[{\"items\":[-12,7]}]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"slate_size\": 2|\"slate_size\": 3|slate_size is 3, and 2 in the experiment",
        "[\"age\"]|[\"height\"]|user_features is [height], and [age] in the experiment",
        "[\"quality\", \"length\"]|[]|document_features is []",
        "[0.1]|[]|the number of features of a user is 0, and 1",
        "[1e-3, 4]|[4]|the number of features of a document is 1, and 2",
        "\"state\": 3|\"state\": 4|a session has state 4 and 3 candidates",
      })
  void refusesSessionsOfOtherExperiments(String from, String to, String problem) {
    JudgeBody body = RankBody.read(bytes(JUDGE.replace(from, to))).judged();

    assertThatThrownBy(() -> body.check(SPACE))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(problem);
  }

  @Test
  void readsOutcomes() {
    Outcome outcome =
        OutcomeBody.read(
            bytes(
                """
                {"decision": "4f", "clicks": [0, 2], "rewards": [1.5, 0, 2], "reward": 3,
                 "signals": {"watched": [0.5, 0, 1]}, "status": "ended"}"""));

    assertThat(outcome.decision()).isEqualTo("4f");
    assertThat(outcome.clicks()).containsExactly(0, 2);
    assertThat(outcome.rewards()).containsExactly(1.5, 0, 2);
    assertThat(outcome.reward()).isEqualTo(3);
    assertThat(outcome.signals().get("watched")).containsExactly(0.5, 0, 1);
    assertThat(outcome.status()).isEqualTo("ended");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"unit\": \"u\", \"candidate\": []}"
            + "|the body has the unknown key \"candidate\", did you mean \"candidates\"?",
        "{\"unit\": \"u\", \"unit\": \"v\"}|the body has a key twice at line 1, column 21",
        "{\"unit\": \"u\", \"user\": {\"age\": \"x\"}}|user.age must be a number, not text",
        "{\"unit\": \"u\", \"candidates\": [{\"topic\": 1}]}|a candidate lacks \"id\"",
        "{\"user\": {}}|the body lacks \"unit\"",
        "{\"unit\": \"u\"|the body is not JSON at line 1",
        "[]|the body must be an object, not a list",
        "''|the body is empty",
      })
  void saysWhatIsWrong(String body, String problem) {
    assertThatThrownBy(() -> RankBody.read(bytes(body)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(problem);
  }

  @Test
  void outcomesNeedADecision() {
    assertThatThrownBy(() -> OutcomeBody.read(bytes("{\"clicks\": [1]}")))
        .isInstanceOf(Refusal.class)
        .hasMessage("the body lacks \"decision\"");
    assertThatThrownBy(() -> OutcomeBody.read(bytes("{\"decision\": \"a\", \"click\": [1]}")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("did you mean \"clicks\"?");
  }
}
