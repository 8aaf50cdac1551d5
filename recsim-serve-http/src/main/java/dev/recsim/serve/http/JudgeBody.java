package dev.recsim.serve.http;

import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy.Batch;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.random.RandomKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The request of a recsim that judges the service, as docs/agents/http.md describes it. Unknown
 * keys have no meaning.
 *
 * @param slateSize number of documents to show
 * @param documents number of documents
 * @param userFeatures names
 * @param documentFeatures names
 * @param sessions that need a slate
 */
record JudgeBody(
    int slateSize,
    int documents,
    List<String> userFeatures,
    List<String> documentFeatures,
    List<Asked> sessions) {
  private static final int PROTOCOL = 1;

  /** Enough for the batches of recsim. */
  private static final int MOST_SESSIONS = 1_000;

  /** A session that needs a slate. */
  record Asked(long key, Observation seen) {}

  private record Candidate(long id, int topic, double[] features) implements Document {}

  /**
   * Checks that the sessions are those of the policy's experiment.
   *
   * @throws Refusal if they are not
   */
  void check(Space space) {
    same("slate_size", slateSize, space.slateSize());
    same("user_features", userFeatures, space.userFeatures());
    same("document_features", documentFeatures, space.documentFeatures());
    for (Asked session : sessions) {
      Observation seen = session.seen();
      same("the number of features of a user", seen.user().length, space.userFeatures().size());
      for (Document document : seen.candidates()) {
        same(
            "the number of features of a document",
            document.features().length,
            space.documentFeatures().size());
      }
      int documents = seen.documents(space);
      if (seen.state() >= space.states() || documents < space.slateSize()) {
        throw Refusal.badRequest(
            "a session has state %s and %s candidates".formatted(seen.state(), documents),
            "send states below %s and at least %s candidates"
                .formatted(space.states(), space.slateSize()));
      }
    }
  }

  private static void same(String what, Object asked, Object served) {
    if (!asked.equals(served)) {
      throw Refusal.badRequest(
          "%s is %s, and %s in the experiment of the policy".formatted(what, asked, served),
          "judge the policy in its own environment, or name another one by ?policy=");
    }
  }

  /** The sessions for a policy. */
  Batch batch() {
    Batch batch = new Batch(sessions.size());
    sessions.forEach(it -> batch.add(it.seen(), new RandomKey(it.key())));
    return batch;
  }

  /** The answer. */
  static byte[] answer(Batch batch) {
    return AnswerText.bytes(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("sessions");
          for (int i = 0; i < batch.size(); i++) {
            json.writeStartObject();
            json.writeArrayFieldStart("items");
            Slate slate = batch.slate(i);
            List<Document> candidates = batch.observation(i).candidates();
            for (int p = 0; p < slate.size(); p++) {
              int place = slate.document(p);
              json.writeNumber(candidates.isEmpty() ? place : candidates.get(place).id());
            }
            json.writeEndArray();
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  /** Reads the keys of a judge. */
  static final class Reader {
    private final JsonBody body;
    private Long protocol;
    private int slateSize;
    private int documents;
    private List<String> userFeatures = List.of();
    private List<String> documentFeatures = List.of();
    private List<Asked> sessions;

    Reader(JsonBody body) {
      this.body = body;
    }

    boolean isJudge() {
      return protocol != null;
    }

    /** Reads a value, if it is that of a judge. */
    boolean reads(String name) throws IOException {
      switch (name) {
        case "protocol" -> protocol = body.integer(name);
        case "slate_size" -> slateSize = body.index(name);
        case "documents" -> documents = body.index(name);
        case "user_features" -> userFeatures = body.list(name, body::text);
        case "document_features" -> documentFeatures = body.list(name, body::text);
        case "sessions" -> sessions = body.list(name, this::session);
        default -> {
          return false;
        }
      }
      return true;
    }

    JudgeBody body() {
      if (protocol != PROTOCOL) {
        throw Refusal.badRequest(
            "the body has protocol " + protocol, "this server speaks protocol " + PROTOCOL);
      }
      if (sessions == null || sessions.size() > MOST_SESSIONS) {
        throw Refusal.badRequest(
            sessions == null
                ? "the body lacks \"sessions\""
                : "the body has %s sessions".formatted(sessions.size()),
            "send a list of at most %s sessions".formatted(MOST_SESSIONS));
      }
      return new JudgeBody(slateSize, documents, userFeatures, documentFeatures, sessions);
    }

    private Asked session(String what) throws IOException {
      Parts parts = new Parts();
      body.object(what, name -> part(parts, name));
      return new Asked(parts.key, new Observation(parts.state, parts.user, parts.candidates));
    }

    private void part(Parts parts, String name) throws IOException {
      switch (name) {
        case "key" -> parts.key = body.bits("sessions.key");
        case "state" -> parts.state = body.index("sessions.state");
        case "user" -> parts.user = body.numbers("sessions.user");
        case "candidates" ->
            parts.candidates = new ArrayList<>(body.list("sessions.candidates", this::candidate));
        default -> body.skip();
      }
    }

    private Document candidate(String what) throws IOException {
      CandidateParts parts = new CandidateParts();
      body.object(
          what,
          name -> {
            switch (name) {
              case "id" -> parts.id = body.integer(what + ".id");
              case "topic" -> parts.topic = body.index(what + ".topic");
              case "features" -> parts.features = body.numbers(what + ".features");
              default -> body.skip();
            }
          });
      return new Candidate(parts.id, parts.topic, parts.features);
    }
  }

  private static final class Parts {
    private long key;
    private int state;
    private double[] user = {};
    private List<Document> candidates = List.of();
  }

  private static final class CandidateParts {
    private long id;
    private int topic = -1;
    private double[] features = {};
  }
}
