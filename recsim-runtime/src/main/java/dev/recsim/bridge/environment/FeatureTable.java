package dev.recsim.bridge.environment;

import dev.recsim.api.Document;
import dev.recsim.api.Environment;
import dev.recsim.api.Space;
import dev.recsim.random.RandomKey;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The arrays of features that many documents share, such as those of a topic or of a catalogue,
 * each with the topic of its documents, if documents have topics. The arrays are from sessions that
 * lend nothing, so nobody ever writes to them: a document that has one of these arrays has its
 * numbers. The same holds for a list of documents. Row 0 stands for no document.
 */
final class FeatureTable {
  private static final int SESSIONS = 256;

  /** Most numbers of a table, 4 MB as float32, and of all features that are read to make one. */
  private static final int MOST = 1 << 20;

  private final int features;
  private final boolean hasTopics;
  private final Map<double[], Integer> rows = new IdentityHashMap<>();

  /** A document of each row. */
  private final List<Document> documents = new ArrayList<>();

  /** The list of candidates that all sessions have, or null. */
  private List<Document> catalogue;

  /** The last array found, and its row, by topic; by position for documents without topic. */
  private final double[][] lastArray;

  private final int[] lastRow;

  private FeatureTable(Space space) {
    features = space.documentFeatures().size();
    hasTopics = space.topics() > 0;
    int slots = Math.max(space.topics(), space.documents());
    lastArray = new double[slots][];
    lastRow = new int[slots];
  }

  /**
   * The table of an environment, or null if most documents have features of their own.
   *
   * @param environment any; sessions of it are opened
   */
  static FeatureTable of(Environment environment) {
    Space space = environment.space();
    long ofSession = (long) space.documents() * space.documentFeatures().size();
    if (ofSession == 0 || 2 * ofSession > MOST) {
      return null;
    }
    FeatureTable table = new FeatureTable(space);
    RandomKey key = RandomKey.root(0).child("features");
    int sessions = (int) Math.min(SESSIONS, MOST / ofSession);
    int known = 0;
    int seen = 0;
    List<Document> first = environment.open(key).start().candidates();
    first.forEach(table::append);
    for (int i = 0; i < sessions; i++) {
      List<Document> documents = environment.open(key.child(i)).start().candidates();
      if (documents == first) {
        table.catalogue = first;
        return table;
      }
      for (int d = 0; d < documents.size(); d++) {
        if (i >= sessions / 2) {
          known += table.row(documents.get(d), d) >= 0 ? 1 : 0;
          seen++;
        }
        table.add(documents.get(d));
      }
    }
    return 2 * known > seen ? table : null;
  }

  private void add(Document document) {
    if (!rows.containsKey(document.features())) {
      append(document);
    }
  }

  private void append(Document document) {
    rows.putIfAbsent(document.features(), size());
    documents.add(document);
  }

  /** Whether these are the documents of all sessions: then document i has row i + 1. */
  boolean isCatalogue(List<Document> candidates) {
    return candidates == catalogue;
  }

  /** The number of rows. */
  int size() {
    return documents.size() + 1;
  }

  /** Numbers of a row: features, and the topic if documents have topics. */
  int columns() {
    return features + (hasTopics ? 1 : 0);
  }

  /** The row of a document; -1 if it is not in the table. */
  int row(Document document, int position) {
    double[] array = document.features();
    int topic = document.topic();
    int slot = topic >= 0 ? topic : position;
    if (lastArray[slot] != array) {
      Integer row = rows.get(array);
      if (row == null) {
        return -1;
      }
      lastArray[slot] = array;
      lastRow[slot] = row;
    }
    int row = lastRow[slot];
    return documents.get(row - 1).topic() == topic ? row : -1;
  }

  /**
   * Writes the row of a document.
   *
   * @param start index of the first number
   */
  void put(float[] to, int start, Document document) {
    ObservationRows.put(to, start, document.features(), features);
    if (hasTopics) {
      to[start + features] = document.topic();
    }
  }

  /** The rows as float32 numbers, in base64. */
  String text() {
    ByteBuffer bytes = ByteBuffer.allocate(size() * columns() * Float.BYTES);
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    float[] numbers = new float[size() * columns()];
    if (hasTopics) {
      numbers[features] = -1;
    }
    for (int row = 1; row < size(); row++) {
      put(numbers, row * columns(), documents.get(row - 1));
    }
    ObservationRows.put(bytes, 0, numbers);
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
