package dev.recsim.logs.served;

import dev.recsim.api.Options.InvalidFile;
import dev.recsim.io.text.JsonCursor;
import dev.recsim.io.text.Records;
import dev.recsim.logs.text.LogPaths;
import dev.recsim.served.CatalogueMark;
import dev.recsim.served.DecisionRecord.Candidate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Topics and features of the documents of a server, from a file of JSON Lines. */
public final class LoggedCatalogue {
  private final Map<String, Candidate> documents = new LinkedHashMap<>();

  /** All documents; none if they have no features, so that numbers are enough. */
  private List<Candidate> all = List.of();

  private Optional<CatalogueMark> mark = Optional.empty();

  private LoggedCatalogue() {}

  /** No document. */
  public static LoggedCatalogue empty() {
    return new LoggedCatalogue();
  }

  /**
   * Reads a file.
   *
   * @param features names of the features that decisions have, in their order
   * @throws InvalidFile with the line that is no document
   */
  public static LoggedCatalogue of(Path file, List<String> features) {
    LoggedCatalogue catalogue = new LoggedCatalogue();
    if (!Files.isRegularFile(file)) {
      throw new InvalidFile(file, 0, 0, "the catalogue is missing; check logs.catalogue");
    }
    CatalogueMark.Sum sum = new CatalogueMark.Sum();
    long line = 0;
    try (Records records = LogPaths.lines(file)) {
      while (records.next()) {
        line = records.line;
        catalogue.add(records, features, sum);
      }
    } catch (IOException e) {
      throw new InvalidFile(
          file,
          (int) line,
          1,
          "each line must be a document such as {\"id\": \"sku-1\", \"topic\": 3, \"features\": {\"price\": 0.2}}: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
    catalogue.mark = Optional.of(sum.mark());
    if (!features.isEmpty()) {
      catalogue.all = List.copyOf(catalogue.documents.values());
    }
    return catalogue;
  }

  private void add(Records records, List<String> names, CatalogueMark.Sum sum) throws IOException {
    String id = "";
    int topic = -1;
    Map<String, Double> features = new TreeMap<>();
    try (JsonCursor json = new JsonCursor(records, LoggedCatalogue::wrongType)) {
      json.nextObject();
      while (json.nextKey()) {
        switch (json.key()) {
          case "id" -> id = json.textOrNumber();
          case "topic" -> topic = topic(json);
          case "features" -> features(json, names, features);
          default -> json.skip();
        }
      }
    }
    if (id.isEmpty()) {
      throw new IOException("it has no id");
    }
    sum.add(id, topic, features);
    double[] values =
        names.stream().mapToDouble(it -> features.getOrDefault(it, Double.NaN)).toArray();
    documents.put(id, new Candidate(id, topic, Optional.of(values)));
  }

  private static RuntimeException wrongType(JsonCursor at, String expected) throws IOException {
    throw new IOException(at.key() + " must be " + expected);
  }

  private static int topic(JsonCursor json) throws IOException {
    long topic = json.integer();
    json.expect(topic == (int) topic, "an integer of 32 bits");
    return (int) topic;
  }

  /** Reads features; those that the log does not have may be anything. */
  private static void features(JsonCursor json, List<String> names, Map<String, Double> features)
      throws IOException {
    while (json.nextKey()) {
      if (json.isNumber() || names.contains(json.key())) {
        features.put(json.key(), json.number());
      } else {
        json.skip();
      }
    }
  }

  /** Size and digest; empty if no file is named. */
  Optional<CatalogueMark> mark() {
    return mark;
  }

  /** Ids of all documents. */
  List<String> ids() {
    return List.copyOf(documents.keySet());
  }

  /**
   * Documents that could be shown. A decision that lists none means all of the catalogue.
   *
   * @return the documents with their features; none if neither the decision nor the catalogue has
   *     any
   */
  public List<Candidate> candidates(ServedDecision decision) {
    return decision.record.seen().candidates().isEmpty()
        ? all
        : decision.record.seen().candidates().stream().map(this::complete).toList();
  }

  /** A document of a slate that is not in a catalogue of which all could be shown; or empty. */
  public Optional<String> missing(ServedDecision decision) {
    return !decision.record.seen().candidates().isEmpty() || all.isEmpty()
        ? Optional.empty()
        : decision.slate().stream().filter(it -> !documents.containsKey(it)).findFirst();
  }

  private Candidate complete(Candidate logged) {
    if (logged.features().isPresent()) {
      return logged;
    }
    Candidate known = documents.getOrDefault(logged.id(), logged);
    int topic = logged.topic() < 0 ? known.topic() : logged.topic();
    return new Candidate(logged.id(), topic, known.features());
  }
}
