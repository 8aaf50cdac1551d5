package dev.recsim.serve.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.recsim.api.Document;
import dev.recsim.api.Options.InvalidFile;
import dev.recsim.io.text.Records;
import dev.recsim.serve.feature.FeatureReader;
import dev.recsim.served.CatalogueMark;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a catalogue: JSON lines as {@code {"id": "sku-1", "topic": 3, "features": {"price": 0.2}}},
 * or CSV with the columns {@code id}, {@code topic} and one for each feature.
 */
public final class CatalogueFile {
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .reader();

  private static final String ID = "id";
  private static final String TOPIC = "topic";
  private static final String FEATURES = "features";

  private final Path path;
  private final FeatureReader reader;
  private final int topics;
  private final List<String> ids = new ArrayList<>();
  private final List<Document> documents = new ArrayList<>();
  private final Map<String, Integer> lines = new HashMap<>();
  private final CatalogueMark.Sum sum = new CatalogueMark.Sum();

  private CatalogueFile(Path path, FeatureReader reader, int topics) {
    this.path = path;
    this.reader = reader;
    this.topics = topics;
  }

  /**
   * {@return the documents of a file}
   *
   * @param path ends with .csv, or has JSON lines
   * @param reader puts the features in the order of the policy
   * @param topics number of topics; 0 if documents need none
   * @throws InvalidFile if it cannot be read, or a document is invalid; names the line
   */
  public static ServedCatalogue read(Path path, FeatureReader reader, int topics) {
    CatalogueFile file = new CatalogueFile(path, reader, topics);
    try (InputStream in = Files.newInputStream(path)) {
      if (path.toString().endsWith(".csv")) {
        file.csv(in);
      } else {
        file.json(
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder())));
      }
    } catch (NoSuchFileException e) {
      throw new InvalidFile(path, 0, 0, "there is no catalogue " + path + "; write it again");
    } catch (IOException e) {
      throw new InvalidFile(
          path, 0, 0, "cannot read the catalogue " + path + ": " + e.getMessage());
    }
    if (file.ids.isEmpty()) {
      throw new InvalidFile(path, 0, 0, "the catalogue " + path + " has no documents");
    }
    return new ServedCatalogue(file.ids, file.documents, file.sum.mark());
  }

  private InvalidFile invalid(int line, String problem) {
    return new InvalidFile(path, line, 0, "%s, line %s: %s".formatted(path, line, problem));
  }

  private void json(BufferedReader in) throws IOException {
    String text = in.readLine();
    for (int line = 1; text != null; line++) {
      if (!text.isBlank()) {
        json(line, text);
      }
      text = in.readLine();
    }
  }

  private void json(int line, String text) {
    JsonNode node;
    try {
      node = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw invalid(line, "not a JSON object: " + e.getOriginalMessage());
    }
    if (!node.isObject() || !node.path(ID).isTextual()) {
      throw invalid(line, "must be an object with a text \"id\"");
    }
    node.fieldNames()
        .forEachRemaining(
            key -> {
              if (!Set.of(ID, TOPIC, FEATURES).contains(key)) {
                throw invalid(line, "\"" + key + "\" is not a key; features go into \"features\"");
              }
            });
    JsonNode topic = node.path(TOPIC);
    if (!topic.isMissingNode() && !topic.isInt()) {
      throw invalid(line, "the topic must be a whole number");
    }
    Map<String, Double> features = new LinkedHashMap<>();
    JsonNode given = node.path(FEATURES);
    if (!given.isMissingNode() && !given.isObject()) {
      throw invalid(line, "\"features\" must be an object of numbers by name");
    }
    for (Map.Entry<String, JsonNode> it : given.properties()) {
      if (!it.getValue().isNumber()) {
        throw invalid(line, "feature " + it.getKey() + " must be a number");
      }
      features.put(it.getKey(), it.getValue().doubleValue());
    }
    add(line, node.path(ID).textValue(), topic.asInt(-1), features);
  }

  private void csv(InputStream in) throws IOException {
    Records records = Records.csv(in, ',', this::unsplit);
    List<String> columns = records.next() ? cells(records) : List.of();
    if (!columns.contains(ID) || Set.copyOf(columns).size() < columns.size()) {
      throw invalid(1, "the header must have a column id, and each name once");
    }
    while (records.next()) {
      List<String> cells = cells(records);
      if (cells.size() > 1 || !cells.get(0).isBlank()) {
        csv((int) records.line, columns, cells);
      }
    }
  }

  private InvalidFile unsplit(long line, int column, String problem) {
    return new InvalidFile(
        path, (int) line, column, "%s, line %s: %s".formatted(path, line, problem));
  }

  /** The cells of a record; a byte order mark belongs to no name. */
  private List<String> cells(Records records) throws IOException {
    if (records.misquoted >= 0) {
      int column = records.column(records.misquoted);
      throw unsplit(records.line, column, "a cell goes on after its closing quote");
    }
    List<String> cells = new ArrayList<>();
    for (int f = 0; f < records.fields; f++) {
      int from = records.from[f];
      ByteBuffer cell = ByteBuffer.wrap(records.bytes, from, records.to[f] - from);
      cells.add(StandardCharsets.UTF_8.newDecoder().decode(cell).toString());
    }
    cells.set(0, cells.get(0).replaceFirst("^\uFEFF", ""));
    return cells;
  }

  private void csv(int line, List<String> columns, List<String> cells) {
    if (cells.size() != columns.size()) {
      throw invalid(
          line, "has %s cells; the header has %s".formatted(cells.size(), columns.size()));
    }
    String id = "";
    int topic = -1;
    Map<String, Double> features = new LinkedHashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i).strip();
      String column = columns.get(i);
      try {
        if (column.equals(ID)) {
          id = cell;
        } else if (column.equals(TOPIC)) {
          topic = cell.isEmpty() ? -1 : Integer.parseInt(cell);
        } else if (!cell.isEmpty()) {
          features.put(column, Double.valueOf(cell));
        }
      } catch (NumberFormatException e) {
        throw invalid(line, "%s must be a number, but is \"%s\"".formatted(column, cell));
      }
    }
    add(line, id, topic, features);
  }

  private void add(int line, String id, int topic, Map<String, Double> features) {
    if (id.isEmpty()) {
      throw invalid(line, "the id is empty");
    }
    Integer before = lines.putIfAbsent(id, line);
    if (before != null) {
      throw invalid(line, "document %s is already in line %s".formatted(id, before));
    }
    if (topics > 0 && (topic < 0 || topic >= topics)) {
      throw invalid(
          line, "the topic of %s must be from 0 to %s, as in training".formatted(id, topics - 1));
    }
    for (String name : features.keySet()) {
      if (!reader.mayBeUnknown(name)) {
        throw invalid(
            line,
            "the policy does not know feature %s, but %s; remove it, or give it the rule unknown:"
                    .formatted(name, reader.names())
                + " ignore");
      }
    }
    try {
      double[] values = reader.read(features, id);
      documents.add(new ServedDocument(ids.size(), values, topics > 0 ? topic : -1));
      ids.add(id);
      sum.add(id, topic, features);
    } catch (IllegalArgumentException e) {
      throw invalid(line, e.getMessage());
    }
  }
}
