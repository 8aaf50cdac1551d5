package dev.recsim.learn.actorcritic;

import dev.recsim.learn.EmbeddingTable;
import dev.recsim.learn.vectors.IndexBuilder;
import dev.recsim.learn.vectors.NearestScan;
import dev.recsim.learn.vectors.VectorIndex;
import dev.recsim.random.RandomKey;
import java.util.Arrays;

/**
 * The documents a critic chooses from: those nearest to a proto-action, nearest first, and some
 * drawn uniformly from the others.
 */
final class Candidates {
  private final int nearest;
  private final int random;
  private final boolean raw;
  private final NearestScan scan = new NearestScan();

  /** Makes the index to search by; null to look at all documents. */
  private final IndexBuilder indexing;

  /** Made when it is first needed; null until then. */
  private VectorIndex index;

  /** All documents, the candidates in front; between calls in order. Empty where not needed. */
  private int[] order = {};

  /** Where each document is in that order. */
  private int[] places = {};

  /** What each of the candidates was exchanged with. */
  private int[] exchanged = {};

  /** Of each document that comes and goes. */
  private float[] closeness = {};

  /**
   * @param raw whether learned vectors are compared as they are stored, not scaled to length 1
   * @param indexing makes an index of learned vectors when they are first searched; null to look at
   *     all of them
   */
  Candidates(int nearest, int random, boolean raw, IndexBuilder indexing) {
    this.nearest = nearest;
    this.random = random;
    this.raw = raw;
    this.indexing = indexing;
  }

  /** To be called when the embeddings have changed. */
  void forget() {
    index = null;
  }

  /** Number of candidates among so many documents. */
  int size(int documents) {
    return (int) Math.min((long) nearest + random, documents);
  }

  /**
   * Finds the candidates of some proto-actions among documents of learned vectors.
   *
   * @param protoActions [.. x embedding size], of length 1
   * @param from number of the first one to look at
   * @param count how many to look at
   * @param key of the random ones, numbered through all proto-actions; null where there are none
   * @param found [count x size], overwritten
   */
  void find(
      EmbeddingTable table, float[] protoActions, int from, int count, RandomKey key, int[] found) {
    int documents = table.documents();
    int size = size(documents);
    if (size == documents) {
      for (int i = 0; i < count * size; i++) {
        found[i] = i % size;
      }
      return;
    }
    findNearest(table, protoActions, from, count, found);
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
      EmbeddingTable table, float[] protoActions, int from, int count, int[] found) {
    float[] vectors = raw ? table.rows() : table.units();
    int documents = table.documents();
    int length = table.size();
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
   * Finds the candidates of one proto-action among documents that come and go.
   *
   * @param vectors where documents are, of length 1
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
        closeness[d] += proto[i] * vectors[d * proto.length + i];
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

  /** Draws without replacement: each draw takes a document out of those behind the others. */
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
