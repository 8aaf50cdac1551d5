package dev.recsim.serve.http;

import dev.recsim.api.Policy.Batch;
import dev.recsim.serve.Ranker;
import dev.recsim.serve.Ranking;
import dev.recsim.serve.http.Routes.Call;
import dev.recsim.serve.http.Routes.Route;
import dev.recsim.serve.meters.RankerMeters;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** What applications, recsim and monitors call. */
record Endpoints(
    Ranker ranker, RankerMeters meters, PrometheusMeterRegistry registry, Traffic traffic) {
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  Map<String, Route> routes() {
    return Map.of(
        "/rank", Route.post(this::rank),
        "/outcome", Route.post(this::outcome),
        "/health", Route.get(true, call -> health()),
        "/ready", Route.get(true, call -> ready()),
        "/metrics", Route.get(false, call -> metrics()));
  }

  private Answer rank(Call call) {
    long start = System.nanoTime();
    RankBody body = RankBody.read(call.body());
    if (body.judged() != null) {
      return judge(call.query().getValue("policy"), body.judged());
    }
    Ranking ranking = ranker.rank(body.request());
    Answer answer = Answer.json(bytes(ranking));
    meters.ranked(ranking, System.nanoTime() - start);
    return answer;
  }

  private Answer judge(String policy, JudgeBody body) {
    body.check(ranker.space(policy));
    Batch batch = body.batch();
    ranker.judge(policy, batch);
    return Answer.json(JudgeBody.answer(batch));
  }

  private static byte[] bytes(Ranking ranking) {
    return AnswerText.bytes(
        json -> {
          json.writeStartObject();
          json.writeStringField("decision", ranking.decision());
          json.writeArrayFieldStart("documents");
          for (String document : ranking.documents()) {
            json.writeString(document);
          }
          json.writeEndArray();
          if (ranking.propensities() != null) {
            json.writeFieldName("propensities");
            json.writeArray(ranking.propensities(), 0, ranking.propensities().length);
          }
          json.writeStringField("policy", ranking.policy());
          json.writeStringField("arm", ranking.arm());
          if (!ranking.credit().isEmpty()) {
            json.writeArrayFieldStart("credit");
            for (String policy : ranking.credit()) {
              json.writeString(policy);
            }
            json.writeEndArray();
          }
          if (ranking.fallback() != null) {
            json.writeStringField("fallback", ranking.fallback());
          }
          json.writeEndObject();
        });
  }

  private Answer outcome(Call call) {
    ranker.outcome(OutcomeBody.read(call.body()));
    return Answer.json(Answer.ACCEPTED, "{}".getBytes(StandardCharsets.UTF_8));
  }

  /** The process lives; it says so also if something is wrong that a restart does not repair. */
  private Answer health() {
    String degraded = ranker.status().log().degraded();
    return Answer.json(
        AnswerText.bytes(
            json -> {
              json.writeStartObject();
              json.writeStringField("status", degraded == null ? "up" : "degraded");
              json.writeArrayFieldStart("reasons");
              if (degraded != null) {
                json.writeString(degraded);
              }
              json.writeEndArray();
              json.writeEndObject();
            }));
  }

  private Answer ready() {
    if (traffic.isStopping()) {
      throw new Refusal(
              Refusal.UNAVAILABLE, "the server is shutting down", "send requests to another one")
          .with("Retry-After", "1");
    }
    return Answer.json(
        AnswerText.bytes(
            json -> {
              json.writeStartObject();
              json.writeObjectFieldStart("policies");
              for (Map.Entry<String, String> policy :
                  new TreeMap<>(ranker.status().policies()).entrySet()) {
                json.writeStringField(policy.getKey(), policy.getValue());
              }
              json.writeEndObject();
              json.writeEndObject();
            }));
  }

  private Answer metrics() {
    meters.refresh(traffic.answers());
    return Answer.text(PROMETHEUS, registry.scrape());
  }
}
