package dev.recsim.learn.actorcritic;

import dev.recsim.learn.EmbeddingTable;
import dev.recsim.learn.vectors.NearestScan;
import dev.recsim.learn.vectors.VectorIndex;
import dev.recsim.random.RandomKey;
import java.util.Arrays;

/**
 * Finds the documents that a critic chooses from: those nearest to a proto-action, nearest first,
 * then documents drawn uniformly from the others. If these are all documents, they are in order.
 */
final class Candidates {
  /** Builds an index of vectors of length 1. */
  @FunctionalInterface
  interface Indexing {
    VectorIndex build(float[] units, int count, int size);
  }

  private final int nearest;
  private final int random;
  private final int length;
  private final boolean raw;
  private final NearestScan scan;

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

  /**
   * @param length length of the vector of a document
   * @param raw whether the nearest have the smallest distance to the proto-action, not the largest
   *     inner product of vectors of length 1
   * @param indexing builds an index of learned vectors at the first search; null to compare all
   */
  Candidates(int nearest, int random, int length, boolean raw, Indexing indexing) {
    this.nearest = nearest;
    this.random = random;
    this.length = length;
    this.raw = raw;
    this.indexing = indexing;
    this.scan = new NearestScan(length, raw);
  }

  /** Clears the index; call it after the embeddings have changed. */
  void forget() {
    index = null;
  }

  /** Number of candidates among this many documents. */
  int size(int documents) {
    return (int) Math.min((long) nearest + random, documents);
  }

  /**
   * Finds the candidates of proto-actions among documents with learned vectors.
   *
   * @param protoActions [.. x length], of length 1
   * @param from number of the first proto-action to search
   * @param count number of proto-actions to search
   * @param key randomness of the random candidates, indexed by proto-action; null without random
   *     candidates
   * @param found [count x size], overwritten
   */
  void find(
      EmbeddingTable table, float[] protoActions, int from, int count, RandomKey key, int[] found) {
    float[] vectors = raw ? table.rows() : table.units();
    find(vectors, table.documents(), protoActions, from, count, key, found);
  }

  /** As above, among documents with these vectors, [documents x length]. */
  void find(
      float[] vectors,
      int documents,
      float[] protoActions,
      int from,
      int count,
      RandomKey key,
      int[] found) {
    long drawn = (long) from * random - nearest;
    find(vectors, documents, protoActions, from, count, key, drawn, found, 0);
  }

  /**
   * Finds the candidates of one proto-action among the documents of an observation.
   *
   * @param vectors vectors of the documents, [documents x length]
   * @param protoActions [.. x length]
   * @param number number of the proto-action
   * @param key randomness of the random candidates; null without
   * @param found overwritten from {@code at} on
   */
  void find(
      float[] vectors,
      int documents,
      float[] protoActions,
      int number,
      RandomKey key,
      int[] found,
      int at) {
    find(vectors, documents, protoActions, number, 1, key, 0, found, at);
  }

  private void find(
      float[] vectors,
      int documents,
      float[] protoActions,
      int from,
      int count,
      RandomKey key,
      long drawn,
      int[] found,
      int at) {
    int size = size(documents);
    if (size == documents) {
      for (int i = 0; i < count * size; i++) {
        found[at + i] = i % size;
      }
      return;
    }
    if (indexing == null) {
      scan.find(vectors, documents, protoActions, from, count, nearest, found, at, size);
    } else {
      index = index != null ? index : indexing.build(vectors, documents, length);
      for (int i = 0; i < count; i++) {
        index.find(protoActions, (from + i) * length, nearest, found, at + i * size);
      }
    }
    for (int i = 0; size > nearest && i < count; i++) {
      drawOthers(documents, key, drawn + (long) i * random, found, at + i * size);
    }
  }

  /**
   * Draws without replacement: swaps each candidate to the next place, then undoes the swaps.
   *
   * @param drawn number of random numbers before the first candidate's
   */
  private void drawOthers(int documents, RandomKey key, long drawn, int[] found, int start) {
    int size = size(documents);
    if (order.length < documents) {
      order = new int[documents];
      places = new int[documents];
      exchanged = new int[size];
      Arrays.setAll(order, document -> document);
      Arrays.setAll(places, document -> document);
    }
    for (int i = 0; i < size; i++) {
      boolean near = i < nearest;
      exchange(i, near ? places[found[start + i]] : i + key.below(drawn + i, documents - i));
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
