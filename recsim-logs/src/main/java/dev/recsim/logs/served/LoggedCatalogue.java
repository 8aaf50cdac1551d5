package dev.recsim.logs.served;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.recsim.api.Options.InvalidFile;
import dev.recsim.logs.text.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Topics and features of the documents of a server, from a file of JSON Lines. */
public final class LoggedCatalogue {
  private static final JsonFactory JSON = new JsonFactory();

  private final Map<String, ServedDecision.Candidate> documents = new HashMap<>();

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
    long line = 0;
    try (Records records = Records.lines(file)) {
      while (records.next()) {
        line = records.line;
        catalogue.add(records, features);
      }
    } catch (IOException e) {
      throw new InvalidFile(
          file,
          (int) line,
          1,
          "each line must be a document such as {\"id\": \"sku-1\", \"topic\": 3, \"features\": {\"price\": 0.2}}: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
    return catalogue;
  }

  private void add(Records records, List<String> names) throws IOException {
    String id = null;
    int topic = -1;
    double[] features = new double[names.size()];
    Arrays.fill(features, Double.NaN);
    int from = records.from[0];
    try (JsonParser json = JSON.createParser(records.bytes, from, records.to[0] - from)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String key = json.currentName();
        json.nextToken();
        if (key.equals("id")) {
          id = json.getText();
        } else if (key.equals("topic")) {
          topic = json.getIntValue();
        } else if (key.equals("features")) {
          while (json.nextToken() == JsonToken.FIELD_NAME) {
            int feature = names.indexOf(json.currentName());
            json.nextToken();
            if (feature >= 0) {
              features[feature] = json.getDoubleValue();
            }
          }
        } else {
          json.skipChildren();
        }
      }
    }
    if (id == null) {
      throw new IOException("it has no id");
    }
    documents.put(id, new ServedDecision.Candidate(id, topic, features));
  }

  /** A document with its features, if the catalogue has it and the log does not. */
  public ServedDecision.Candidate complete(ServedDecision.Candidate logged) {
    if (logged.features() != null) {
      return logged;
    }
    ServedDecision.Candidate known = documents.get(logged.id());
    return known == null
        ? logged
        : new ServedDecision.Candidate(
            logged.id(), logged.topic() < 0 ? known.topic() : logged.topic(), known.features());
  }
}
