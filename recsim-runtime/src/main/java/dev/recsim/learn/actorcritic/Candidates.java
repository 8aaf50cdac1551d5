package dev.recsim.learn.actorcritic;

import dev.recsim.learn.EmbeddingTable;
import dev.recsim.learn.IndexBuilder;
import dev.recsim.learn.NearestScan;
import dev.recsim.learn.VectorIndex;
import dev.recsim.learn.actorcritic.ActorCriticOptions.Neighbours;
import dev.recsim.random.RandomKey;
import java.util.Arrays;

/**
 * The documents a critic chooses from: those nearest to a proto-action, nearest first, and some
 * drawn uniformly from the others.
 */
final class Candidates {
  private final int documents;
  private final int nearest;
  private final int size;
  private final boolean raw;
  private final NearestScan scan = new NearestScan();

  /** Makes the index to search by; null to look at all documents. */
  private final IndexBuilder indexing;

  /** Made when it is first needed; null until then. */
  private VectorIndex index;

  /** All documents, the candidates in front; between calls in order. Empty without random ones. */
  private final int[] order;

  /** Where each document is in that order. */
  private final int[] places;

  /** What each of the candidates was exchanged with. */
  private final int[] exchanged;

  Candidates(int documents, int nearest, int random, Neighbours neighbours) {
    this(documents, nearest, random, neighbours, null);
  }

  /**
   * @param indexing makes an index of the embeddings when they are first searched; null to look at
   *     all of them
   */
  Candidates(int documents, int nearest, int random, Neighbours neighbours, IndexBuilder indexing) {
    this.indexing = indexing;
    this.documents = documents;
    this.nearest = Math.min(nearest, documents);
    this.size = (int) Math.min((long) this.nearest + random, documents);
    this.raw = neighbours == Neighbours.RAW;
    this.order = new int[size > this.nearest && size < documents ? documents : 0];
    this.places = new int[order.length];
    this.exchanged = new int[order.length == 0 ? 0 : size];
    Arrays.setAll(order, document -> document);
    Arrays.setAll(places, document -> document);
  }

  /** To be called when the embeddings have changed. */
  void forget() {
    index = null;
  }

  /** Number of candidates of a proto-action. */
  int size() {
    return size;
  }

  /**
   * Finds the candidates of some proto-actions.
   *
   * @param protoActions [.. x embedding size], of length 1
   * @param from number of the first one to look at
   * @param count how many to look at
   * @param key of the random ones, drawn by the number of the proto-action; null where there are
   *     none
   * @param found [count x size], overwritten
   */
  void find(
      float[] protoActions, int from, int count, EmbeddingTable table, RandomKey key, int[] found) {
    if (size == documents) {
      for (int i = 0; i < count * size; i++) {
        found[i] = i % size;
      }
      return;
    }
    findNearest(protoActions, from, count, table, found);
    for (int i = 0; size > nearest && i < count; i++) {
      drawOthers(key, (long) (from + i) * (size - nearest), found, i * size);
    }
  }

  private void findNearest(
      float[] protoActions, int from, int count, EmbeddingTable table, int[] found) {
    float[] vectors = raw ? table.rows() : table.units();
    int length = table.size();
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

  /** Draws without replacement: each draw takes a document out of those behind the others. */
  private void drawOthers(RandomKey key, long firstDraw, int[] found, int start) {
    for (int i = 0; i < nearest; i++) {
      exchange(i, places[found[start + i]]);
    }
    for (int i = nearest; i < size; i++) {
      exchange(i, i + key.below(firstDraw + i - nearest, documents - i));
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
