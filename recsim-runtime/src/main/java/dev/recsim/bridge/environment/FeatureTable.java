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
 * The arrays of features that many documents share, such as those of a topic or of a catalogue.
 * They are from sessions that lend nothing, so nobody ever writes to them: a document that has one
 * of these arrays has its numbers. The same holds for a list of documents. Row 0 stands for no
 * document.
 */
final class FeatureTable {
  private static final int SESSIONS = 256;

  /** Most numbers of a table, 4 MB as float32, and of all features that are read to make one. */
  private static final int MOST = 1 << 20;

  private final int features;
  private final Map<double[], Integer> rows = new IdentityHashMap<>();
  private final List<double[]> arrays = new ArrayList<>();

  /** The list of candidates that all sessions have, or null. */
  private List<Document> catalogue;

  /** The last array found, and its row, by topic; by position for documents without topic. */
  private final double[][] lastArray;

  private final int[] lastRow;

  private FeatureTable(Space space) {
    features = space.documentFeatures().size();
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
    first.forEach(document -> table.append(document.features()));
    for (int i = 0; i < sessions; i++) {
      List<Document> documents = environment.open(key.child(i)).start().candidates();
      if (documents == first) {
        table.catalogue = first;
        return table;
      }
      int before = table.size();
      documents.forEach(document -> table.add(document.features()));
      if (i >= sessions / 2) {
        known += documents.size() - (table.size() - before);
        seen += documents.size();
      }
    }
    return 2 * known > seen ? table : null;
  }

  private void add(double[] array) {
    if (!rows.containsKey(array)) {
      append(array);
    }
  }

  private void append(double[] array) {
    rows.put(array, size());
    arrays.add(array);
  }

  /** Whether these are the documents of all sessions: then document i has row i + 1. */
  boolean isCatalogue(List<Document> candidates) {
    return candidates == catalogue;
  }

  /** The number of rows. */
  int size() {
    return arrays.size() + 1;
  }

  /** The row of a document's features; -1 if they are not in the table. */
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
    return lastRow[slot];
  }

  /** The rows as float32 numbers, in base64. */
  String text() {
    ByteBuffer bytes = ByteBuffer.allocate(size() * features * Float.BYTES);
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    float[] numbers = new float[size() * features];
    for (int row = 1; row < size(); row++) {
      ObservationRows.put(numbers, row * features, arrays.get(row - 1), features);
    }
    ObservationRows.put(bytes, 0, numbers);
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
