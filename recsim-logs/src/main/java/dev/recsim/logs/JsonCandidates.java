package dev.recsim.logs;

import dev.recsim.io.FormatVersions;
import dev.recsim.io.text.JsonCursor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The candidates of a line of a session log. In format 1 the line has their documents. In format 2
 * it has their ids, and the documents that the step before in its session lacks. It has no ids if
 * these documents are all candidates, or if the candidates are those of the step before.
 */
final class JsonCandidates {
  static final FormatVersions FORMATS = new FormatVersions(1, 2);

  private long format;
  private final List<Long> ids = new ArrayList<>();
  private final List<Document> documents = new ArrayList<>();

  private record Document(long id, int topic, double[] features) {}

  /** Begins a line. Lines without a version are of version 1. */
  void clear() {
    format = 1;
    ids.clear();
    documents.clear();
  }

  void format(long version) {
    format = version;
  }

  /** Reads the candidates: ids or documents. */
  void candidates(JsonCursor json) throws IOException {
    json.expect(json.isList(), "a list");
    while (json.nextElement()) {
      if (json.isObject()) {
        documents.add(document(json));
      } else {
        ids.add(json.integer());
      }
    }
  }

  /** Reads the documents that the step before lacks. */
  void documents(JsonCursor json) throws IOException {
    json.expect(json.isList(), "a list");
    while (json.nextElement()) {
      json.expect(json.isObject(), "a list of objects");
      documents.add(document(json));
    }
  }

  private static Document document(JsonCursor json) throws IOException {
    long id = -1;
    int topic = -1;
    double[] features = {};
    while (json.nextKey()) {
      switch (json.key()) {
        case "id" -> id = json.integer();
        case "topic" -> topic = (int) json.integer();
        case "features" -> features = json.numbersOrNulls();
        default -> json.skip();
      }
    }
    return new Document(id, topic, features);
  }

  /**
   * Adds the candidates to the last step of a session.
   *
   * @throws Faulty if the documents of some are neither in the line nor in the step before
   */
  void addTo(LoggedSession session) {
    if (format == 1) {
      require(ids.isEmpty(), "candidates are ids, which need \"format\": 2");
    }
    int before = session.steps - 2;
    if (ids.isEmpty() && documents.isEmpty() && format > 1) {
      require(
          before >= 0 && session.candidates(before) > 0,
          "candidates are missing, and the step before in the session has none");
      session.repeatCandidates();
    } else if (ids.isEmpty()) {
      documents.forEach(it -> add(it, session));
    } else {
      addListed(session, before);
    }
  }

  private void addListed(LoggedSession session, int before) {
    Map<Long, Document> known = new HashMap<>();
    documents.forEach(it -> known.put(it.id(), it));
    for (int c = 0; before >= 0 && c < session.candidates(before); c++) {
      long id = session.candidate(before, c);
      known.putIfAbsent(
          id, new Document(id, session.topic(before, c), session.features(before, c)));
    }
    for (long id : ids) {
      require(
          known.containsKey(id),
          "the document of candidate %s is neither in the line nor in the step before in the session"
              .formatted(id));
      add(known.get(id), session);
    }
  }

  private static void require(boolean sound, String otherwise) {
    if (!sound) {
      throw Faulty.of(Exclusion.BROKEN_ROW, 1, otherwise);
    }
  }

  private static void add(Document each, LoggedSession session) {
    session.addCandidate(each.id(), each.topic(), each.features());
  }
}
