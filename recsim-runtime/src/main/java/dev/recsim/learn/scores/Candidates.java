package dev.recsim.learn.scores;

import dev.recsim.api.InvalidOption;
import dev.recsim.random.RandomKey;
import dev.recsim.vectors.IndexBuilder;
import dev.recsim.vectors.NearestScan;
import dev.recsim.vectors.VectorIndex;
import java.util.ServiceLoader;
import java.util.stream.IntStream;

/**
 * Finds the documents that a critic chooses from: those nearest to a proto-action, nearest first,
 * then documents drawn uniformly from the others.
 */
public final class Candidates {
  /** Builds an index of vectors of length 1. */
  @FunctionalInterface
  public interface Indexing {
    VectorIndex build(float[] units, int count, int size);
  }

  /** Builds the index on the class path: for vectors that move again, or for others. */
  public static Indexing indexing(boolean often) {
    IndexBuilder builder =
        ServiceLoader.load(IndexBuilder.class, IndexBuilder.class.getClassLoader())
            .findFirst()
            .orElseThrow(() -> new InvalidOption("greedySearch", "no index is on the class path"));
    return often ? builder::buildOften : builder::build;
  }

  private final int nearest;
  private final int random;
  private final int length;
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

  /** Minus the squared distance of each document of an observation. */
  private float[] closeness = {};

  /**
   * @param length length of the vector of a document
   * @param raw whether vectors are not scaled to length 1
   * @param indexing builds an index of learned vectors at the first search; null to compare all
   */
  public Candidates(int nearest, int random, int length, boolean raw, Indexing indexing) {
    this.nearest = nearest;
    this.random = random;
    this.length = length;
    this.indexing = indexing;
    this.scan = new NearestScan(length, raw);
  }

  /** Clears the index; call it after the embeddings have changed. */
  public void forget() {
    index = null;
  }

  /** Number of candidates among this many documents. */
  public int size(int documents) {
    return (int) Math.min((long) nearest + random, documents);
  }

  /**
   * Finds the candidates of proto-actions among all documents.
   *
   * @param vectors vectors of the documents, [documents x length]
   * @param protoActions [.. x length], of length 1
   * @param from number of the first proto-action to search
   * @param count number of proto-actions to search
   * @param key randomness of the random candidates, indexed by proto-action; null without random
   *     candidates
   * @param found [count x size], overwritten
   */
  public void find(
      float[] vectors,
      int documents,
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
    if (indexing == null) {
      scan.find(vectors, documents, protoActions, from, count, nearest, found, 0, size);
    } else {
      index = index != null ? index : indexing.build(vectors, documents, length);
      for (int i = 0; i < count; i++) {
        index.find(protoActions, (from + i) * length, nearest, found, i * size);
      }
    }
    for (int i = 0; size > nearest && i < count; i++) {
      prepare(documents);
      for (int j = 0; j < nearest; j++) {
        exchange(j, places[found[i * size + j]]);
      }
      long before = (long) (from + i) * random - nearest;
      drawOthers(nearest, documents, key, before, found, i * size);
    }
  }

  /**
   * Finds the candidates of one proto-action among the documents of an observation.
   *
   * @param vectors vectors of the documents, [documents x length]; the nearest have the smallest
   *     distance
   * @param protoActions [.. x length]
   * @param number number of the proto-action
   * @param key randomness of the random candidates; null without
   * @param found overwritten from {@code at} on
   */
  public void find(
      float[] vectors,
      int documents,
      float[] protoActions,
      int number,
      RandomKey key,
      int[] found,
      int at) {
    prepare(documents);
    for (int d = 0; d < documents; d++) {
      closeness[d] = 0;
      for (int i = 0; i < length; i++) {
        float away = protoActions[number * length + i] - vectors[d * length + i];
        closeness[d] -= away * away;
      }
    }
    int near = Math.min(nearest, documents);
    for (int i = 0; i < near; i++) {
      int best = i;
      for (int j = i + 1; j < documents; j++) {
        best = closeness[order[j]] > closeness[order[best]] ? j : best;
      }
      exchange(i, best);
    }
    drawOthers(near, documents, key, 0, found, at);
  }

  private void prepare(int documents) {
    if (order.length < documents) {
      order = IntStream.range(0, documents).toArray();
      places = order.clone();
      closeness = new float[documents];
      exchanged = new int[size(documents)];
    }
  }

  /**
   * Draws without replacement: swaps each drawn document to the next place after the candidates,
   * then undoes the swaps.
   *
   * @param near number of candidates that are in their places
   * @param before number of random numbers before the first candidate's
   */
  private void drawOthers(
      int near, int documents, RandomKey key, long before, int[] found, int start) {
    int size = size(documents);
    for (int i = near; i < size; i++) {
      exchange(i, i + key.below(before + i, documents - i));
    }
    System.arraycopy(order, 0, found, start, size);
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
