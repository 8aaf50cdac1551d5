package dev.recsim.learn;

import dev.recsim.learn.ActorCriticOptions.Neighbours;
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
  private final Neighbours neighbours;
  private final int[] order;
  private final float[] distances;

  Candidates(int documents, int nearest, int random, Neighbours neighbours) {
    this.documents = documents;
    this.nearest = Math.min(nearest, documents);
    this.size = (int) Math.min((long) this.nearest + random, documents);
    this.neighbours = neighbours;
    this.order = new int[documents];
    this.distances = new float[documents];
  }

  /** Number of candidates of a proto-action. */
  int size() {
    return size;
  }

  /**
   * Finds the candidates of some proto-actions.
   *
   * @param protoActions [count x embedding size], of length 1
   * @param key of the random ones; null where there are none
   * @param found [count x size], overwritten
   */
  void find(float[] protoActions, int count, EmbeddingTable table, RandomKey key, int[] found) {
    for (int i = 0; i < count; i++) {
      Arrays.setAll(order, document -> document);
      if (size < documents) {
        measure(protoActions, i * table.size(), table);
        selectNearest();
        selectRandom(key, (long) i * (size - nearest));
      }
      System.arraycopy(order, 0, found, i * size, size);
    }
  }

  /** Any number that orders documents as their distance does. */
  private void measure(float[] proto, int start, EmbeddingTable table) {
    int n = table.size();
    boolean raw = neighbours == Neighbours.RAW;
    float[] vectors = raw ? table.rows() : table.units();
    for (int d = 0; d < documents; d++) {
      float inner = 0;
      float squares = 0;
      for (int k = 0; k < n; k++) {
        float x = vectors[d * n + k];
        inner += proto[start + k] * x;
        squares += x * x;
      }
      distances[d] = raw ? squares - 2 * inner : -inner;
    }
  }

  private void selectNearest() {
    for (int i = 0; i < nearest; i++) {
      int best = i;
      for (int j = i + 1; j < documents; j++) {
        if (distances[order[j]] < distances[order[best]]) {
          best = j;
        }
      }
      swap(i, best);
    }
  }

  private void selectRandom(RandomKey key, long firstDraw) {
    for (int i = nearest; i < size; i++) {
      swap(i, i + key.below(firstDraw + i - nearest, documents - i));
    }
  }

  private void swap(int i, int j) {
    int held = order[i];
    order[i] = order[j];
    order[j] = held;
  }
}
