package dev.recsim.serve.http;

import dev.recsim.serve.Candidate;
import dev.recsim.serve.RankRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The body of a ranking: the request of an application, or that of a recsim that judges the
 * service, which has the key {@code protocol}.
 *
 * @param request of an application; null for a judge
 * @param judged of a judge; null for an application
 */
record RankBody(RankRequest request, JudgeBody judged) {
  private static final List<String> KEYS =
      List.of("unit", "session", "state", "user", "candidates", "key");
  private static final List<String> CANDIDATE_KEYS = List.of("id", "topic", "features");

  static RankBody read(byte[] bytes) {
    return JsonBody.read(bytes, body -> new Reader(body).read());
  }

  private static final class Reader {
    private final JsonBody body;
    private final JudgeBody.Reader judge;
    private String unit;
    private String session;
    private String state;
    private Map<String, Double> user = Map.of();
    private List<Candidate> candidates = List.of();
    private Long key;

    /** The first key that no application sends. */
    private String strange;

    Reader(JsonBody body) {
      this.body = body;
      this.judge = new JudgeBody.Reader(body);
    }

    RankBody read() throws IOException {
      body.object("the body", this::read);
      if (judge.isJudge()) {
        return new RankBody(null, judge.body());
      }
      if (strange != null) {
        throw JsonBody.unknown("the body", strange, KEYS);
      }
      if (unit == null) {
        throw Refusal.badRequest(
            "the body lacks \"unit\"",
            "name the user, such as \"unit\": \"u-17\"; recsim sends \"protocol\"");
      }
      return new RankBody(new RankRequest(unit, session, state, user, candidates, key), null);
    }

    private void read(String name) throws IOException {
      switch (name) {
        case "unit" -> unit = body.textOrInteger(name);
        case "session" -> session = body.isNull() ? null : body.textOrInteger(name);
        case "state" -> state = body.isNull() ? null : body.textOrInteger(name);
        case "user" -> user = features(name);
        case "candidates" -> candidates = body.list(name, this::candidate);
        case "key" -> key = body.isNull() ? null : Long.valueOf(body.bits(name));
        default -> {
          if (!judge.reads(name)) {
            strange = strange == null ? name : strange;
            body.skip();
          }
        }
      }
    }

    private Map<String, Double> features(String what) throws IOException {
      Map<String, Double> features = new HashMap<>();
      body.object(what, name -> features.put(name, body.numberOrNull(what + "." + name)));
      return features;
    }

    private Candidate candidate(String what) throws IOException {
      if (!body.isObject()) {
        return Candidate.of(body.textOrInteger(what));
      }
      Parts parts = new Parts();
      body.object(what, name -> part(parts, name));
      if (parts.id == null) {
        throw Refusal.badRequest(
            "a candidate lacks \"id\"", "send {\"id\": \"sku-1\", \"features\": {...}}");
      }
      return new Candidate(parts.id, parts.topic, parts.features);
    }

    private void part(Parts parts, String name) throws IOException {
      switch (name) {
        case "id" -> parts.id = body.textOrInteger("candidates.id");
        case "topic" -> parts.topic = body.index("candidates.topic");
        case "features" -> parts.features = features("candidates.features");
        default -> throw JsonBody.unknown("a candidate", name, CANDIDATE_KEYS);
      }
    }
  }

  private static final class Parts {
    private String id;
    private int topic = -1;
    private Map<String, Double> features;
  }
}
