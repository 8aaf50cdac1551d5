package dev.recsim.learn.actorcritic;

import dev.recsim.learn.EmbeddingTable;
import dev.recsim.learn.vectors.NearestScan;
import dev.recsim.learn.vectors.VectorIndex;
import dev.recsim.random.RandomKey;
import java.util.Arrays;

/**
 * Finds the documents that a critic chooses from: those nearest to a proto-action, nearest first,
 * then documents drawn uniformly from the others.
 */
final class Candidates {
  /** Builds an index of vectors of length 1. */
  @FunctionalInterface
  interface Indexing {
    VectorIndex build(float[] units, int count, int size);
  }

  private final int nearest;
  private final int random;
  private final boolean raw;
  private final NearestScan scan = new NearestScan();

  /** Builds the index; null to compare all documents. */
  private final Indexing indexing;

  /** Built at the first search; null until then. */
  private VectorIndex index;

  /**
   * All documents with the candidates first; in ascending order between calls. Empty if not needed.
   */
  private int[] order = {};

  /** Place of each document in that order. */
  private int[] places = {};

  /** The place that each candidate was swapped with. */
  private int[] exchanged = {};

  /** Minus the squared distance of each document, for documents with features. */
  private float[] closeness = {};

  /**
   * @param raw whether learned vectors are compared as stored, not scaled to length 1
   * @param indexing builds an index of learned vectors at the first search; null to compare all
   */
  Candidates(int nearest, int random, boolean raw, Indexing indexing) {
    this.nearest = nearest;
    this.random = random;
    this.raw = raw;
    this.indexing = indexing;
  }

  /** Clears the index; call it after the embeddings have changed. */
  void forget() {
    index = null;
  }

  /** Number of candidates among this many documents. */
  int size(int documents) {
    return (int) Math.min((long) nearest + random, documents);
  }

  /** As below, among the documents of a table. */
  void find(
      EmbeddingTable table, float[] protoActions, int from, int count, RandomKey key, int[] found) {
    float[] vectors = raw ? table.rows() : table.units();
    find(vectors, table.documents(), table.size(), protoActions, from, count, key, found);
  }

  /**
   * Finds the candidates of proto-actions among documents with vectors that are learned or encoded.
   *
   * @param vectors [documents x length]
   * @param protoActions [.. x embedding size], of length 1
   * @param from number of the first proto-action to search
   * @param count number of proto-actions to search
   * @param key randomness of the random candidates, indexed by proto-action; null without random
   *     candidates
   * @param found [count x size], overwritten
   */
  void find(
      float[] vectors,
      int documents,
      int length,
      float[] protoActions,
      int from,
      int count,
      RandomKey key,
      int[] found) {
    int size = size(documents);
    if (size == documents) {
      for (int i = 0; i < count * size; i++) {
        found[i] = i % size;
      }
      return;
    }
    findNearest(vectors, documents, length, protoActions, from, count, found);
    if (size > nearest) {
      prepare(documents);
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < nearest; j++) {
          exchange(j, places[found[i * size + j]]);
        }
        long before = (long) (from + i) * random - nearest;
        drawOthers(nearest, documents, key, before, found, i * size);
      }
    }
  }

  private void findNearest(
      float[] vectors,
      int documents,
      int length,
      float[] protoActions,
      int from,
      int count,
      int[] found) {
    int size = size(documents);
    if (indexing == null) {
      scan.find(vectors, documents, length, raw, protoActions, from, count, nearest, found, size);
      return;
    }
    if (index == null) {
      index = indexing.build(vectors, documents, length);
    }
    for (int i = 0; i < count; i++) {
      index.find(protoActions, (from + i) * length, nearest, found, i * size);
    }
  }

  /**
   * Finds the candidates of one proto-action among documents with features.
   *
   * @param vectors vectors of the documents; the nearest have the smallest distance
   * @param found overwritten from {@code at} on
   */
  void find(float[] vectors, int documents, float[] proto, RandomKey key, int[] found, int at) {
    prepare(documents);
    measure(vectors, documents, proto);
    int near = Math.min(nearest, documents);
    for (int i = 0; i < near; i++) {
      int best = i;
      for (int j = i + 1; j < documents; j++) {
        best = closeness[order[j]] > closeness[order[best]] ? j : best;
      }
      exchange(i, best);
      found[at + i] = order[i];
    }
    drawOthers(near, documents, key, 0, found, at);
  }

  private void measure(float[] vectors, int documents, float[] proto) {
    if (closeness.length < documents) {
      closeness = new float[documents];
    }
    for (int d = 0; d < documents; d++) {
      closeness[d] = 0;
      for (int i = 0; i < proto.length; i++) {
        float away = proto[i] - vectors[d * proto.length + i];
        closeness[d] -= away * away;
      }
    }
  }

  private void prepare(int documents) {
    if (order.length < documents) {
      order = new int[documents];
      places = new int[documents];
      exchanged = new int[size(documents)];
      Arrays.setAll(order, document -> document);
      Arrays.setAll(places, document -> document);
    }
  }

  /**
   * Draws without replacement: swaps each drawn document to the next place after the candidates,
   * then undoes the swaps.
   */
  private void drawOthers(
      int near, int documents, RandomKey key, long before, int[] found, int start) {
    int size = size(documents);
    for (int i = near; i < size; i++) {
      exchange(i, i + key.below(before + i, documents - i));
      found[start + i] = order[i];
    }
    for (int i = size - 1; i >= 0; i--) {
      exchange(i, exchanged[i]);
    }
  }

  private void exchange(int i, int j) {
    int one = order[i];
    int other = order[j];
    order[i] = other;
    order[j] = one;
    places[other] = i;
    places[one] = j;
    exchanged[i] = j;
  }
}
