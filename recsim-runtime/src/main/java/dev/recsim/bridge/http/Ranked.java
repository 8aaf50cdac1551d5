package dev.recsim.bridge.http;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.recsim.agent.Ranking;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy.Batch;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads answers of a service; one that does not fit is a {@link ServiceFailure}. */
record Ranked(Service service, Space space) {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();
  private static final String SESSIONS = "sessions";
  private static final String ITEMS = "items";
  private static final String SCORES = "scores";

  /** The slates of all sessions of a batch. */
  List<Slate> slates(byte[] answer, Batch batch) {
    JsonNode sessions = tree(answer).path(SESSIONS);
    if (!sessions.isArray()) {
      throw wrong("without a list of \"sessions\": " + service.shown(answer));
    }
    if (sessions.size() != batch.size()) {
      throw wrong("for %s sessions, not for %s".formatted(sessions.size(), batch.size()));
    }
    List<Slate> slates = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      slates.add(slate(sessions.get(i), batch.observation(i)));
    }
    return slates;
  }

  private JsonNode tree(byte[] answer) {
    try {
      return JSON.readTree(answer);
    } catch (MismatchedInputException e) {
      throw wrong("that has a key twice, or goes on after its end: " + service.shown(answer));
    } catch (IOException e) {
      throw wrong("that is not JSON: " + service.shown(answer));
    }
  }

  private ServiceFailure wrong(String how) {
    return service.failure("gave an answer " + how);
  }

  private Slate slate(JsonNode session, Observation seen) {
    int documents = seen.documents(space);
    int size = Math.min(space.slateSize(), documents);
    if (session.path(ITEMS).isArray()) {
      return items(session.path(ITEMS), seen, size);
    }
    if (session.path(SCORES).isArray()) {
      return Ranking.top(scores(session.path(SCORES), documents), size);
    }
    throw wrong("with a session that has neither \"items\" nor \"scores\": " + some(session));
  }

  private double[] scores(JsonNode list, int documents) {
    if (list.size() != documents) {
      throw wrong("with %s scores for %s candidates".formatted(list.size(), documents));
    }
    double[] scores = new double[documents];
    for (int d = 0; d < documents; d++) {
      scores[d] = list.get(d).isNumber() ? list.get(d).doubleValue() : Double.NaN;
      if (!Double.isFinite(scores[d])) {
        throw wrong("with a score that is not a number: " + some(list.get(d)));
      }
    }
    return scores;
  }

  private Slate items(JsonNode list, Observation seen, int size) {
    if (list.size() != size) {
      throw wrong("with %s items for a slate of %s".formatted(list.size(), size));
    }
    Map<Long, Integer> places = places(seen);
    int[] slate = new int[size];
    for (int p = 0; p < size; p++) {
      JsonNode item = list.get(p);
      Integer place =
          item.isIntegralNumber() && item.canConvertToLong()
              ? places.remove(item.longValue())
              : null;
      if (place == null) {
        throw wrong("with an item that is repeated or no candidate: " + some(item));
      }
      slate[p] = place;
    }
    return Slate.of(slate);
  }

  /** The places of the candidates by their ids. */
  private Map<Long, Integer> places(Observation seen) {
    Map<Long, Integer> places = new HashMap<>();
    for (int d = 0; d < seen.documents(space); d++) {
      places.put(seen.candidates().isEmpty() ? d : seen.candidates().get(d).id(), d);
    }
    return places;
  }

  private String some(JsonNode node) {
    return service.shown(node.toString());
  }
}
