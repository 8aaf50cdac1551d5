package dev.recsim.learn.actorcritic;

import dev.recsim.learn.scores.Encodings;
import dev.recsim.learn.scores.Rows;
import dev.recsim.random.RandomKey;
import java.util.stream.IntStream;

/**
 * Finds the documents that a critic chooses from: those nearest to a proto-action, nearest first,
 * then documents drawn uniformly from the others.
 */
final class Candidates {
  private final Encodings among;
  private final int length;
  private final int nearest;
  private final int random;

  /** All documents, in ascending order between calls. */
  private int[] order = {};

  /** The place with which each candidate's was exchanged. */
  private int[] exchanged = {};

  /** Minus the squared distance of each document of an observation. */
  private float[] closeness = {};

  /**
   * @param length length of a vector
   */
  Candidates(Encodings among, int length, int nearest, int random) {
    this.among = among;
    this.length = length;
    this.nearest = nearest;
    this.random = random;
  }

  /** Number of candidates among this many documents. */
  int size(int documents) {
    return (int) Math.min((long) nearest + random, documents);
  }

  /**
   * Finds the candidates of some rows; of one row if observations have documents of their own.
   *
   * @param protoActions [rows x length]
   * @param from the first of the rows
   * @param key randomness of the random candidates; null without random candidates
   * @param found [count x candidates] from {@code at} on, overwritten
   * @return the number of candidates of a row
   */
  int find(
      Rows rows, float[] protoActions, int from, int count, RandomKey key, int[] found, int at) {
    float[] vectors = among.vectors(rows.observation(from));
    int documents = among.count();
    int size = size(documents);
    if (order.length < documents) {
      order = IntStream.range(0, documents).toArray();
      closeness = new float[documents];
      exchanged = new int[size];
    }
    if (!among.shared()) {
      measure(vectors, documents, protoActions, from * length);
      RandomKey draws = key == null ? null : key.child(rows.key(from));
      list(documents, draws, Math.min(nearest, documents), found, at);
    } else if (size == documents) {
      for (int i = 0; i < count * size; i++) {
        found[at + i] = i % size;
      }
    } else {
      among.find(protoActions, from, count, nearest, found, at, size);
      for (int i = 0; i < count && random > 0; i++) {
        list(documents, key, (long) (from + i) * random, found, at + i * size);
      }
    }
    return size;
  }

  private void measure(float[] vectors, int documents, float[] protoActions, int at) {
    for (int d = 0; d < documents; d++) {
      closeness[d] = 0;
      for (int k = 0; k < length; k++) {
        float away = protoActions[at + k] - vectors[d * length + k];
        closeness[d] -= away * away;
      }
    }
  }

  /**
   * Lists the nearest documents, and draws the others without replacement: exchanges each with the
   * document at its place, then undoes the exchanges.
   *
   * @param drawn number of random numbers drawn before
   */
  private void list(int documents, RandomKey key, long drawn, int[] found, int at) {
    int size = size(documents);
    for (int i = 0; i < size; i++) {
      int place =
          i >= nearest
              ? i + key.below(drawn + i - nearest, documents - i)
              : among.shared() ? found[at + i] : closest(i, documents);
      while (place < i) {
        place = exchanged[place];
      }
      found[at + i] = order[place];
      order[place] = order[i];
      exchanged[i] = place;
    }
    for (int i = 0; i < size; i++) {
      order[exchanged[i]] = exchanged[i];
    }
  }

  /** The place of the nearest document from a place on. */
  private int closest(int from, int documents) {
    int best = from;
    for (int j = from + 1; j < documents; j++) {
      best = closeness[order[j]] > closeness[order[best]] ? j : best;
    }
    return best;
  }
}
