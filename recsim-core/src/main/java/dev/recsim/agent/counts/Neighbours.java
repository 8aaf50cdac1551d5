package dev.recsim.agent.counts;

import java.util.Arrays;

/**
 * The documents that are most similar to each document, most similar first; the lowest number if
 * similarities are equal. The similarity of documents i and j, clicked in c(i) and c(j) sessions
 * and in c(i, j) together, is the cosine with shrinkage, c(i, j) / (sqrt(c(i) c(j)) + shrinkage).
 */
final class Neighbours {
  private final int most;
  private final int[] sizes;
  private final int[][] documents;
  private final int[][] together;
  private final double[][] similarities;

  private Neighbours(int count, int most) {
    this.most = most;
    sizes = new int[count];
    documents = new int[count][0];
    together = new int[count][0];
    similarities = new double[count][0];
  }

  /**
   * Computes the neighbours.
   *
   * @param count number of documents
   * @param most largest number of neighbours of a document
   */
  static Neighbours of(
      int count, int most, PairCounts pairs, ClickCounts clicks, double shrinkage) {
    Neighbours neighbours = new Neighbours(count, most);
    pairs.forEach(
        (i, j, both) -> {
          double similarity = both / (Math.sqrt(clicks.of(i) * clicks.of(j)) + shrinkage);
          neighbours.insert(i, j, both, similarity);
          neighbours.insert(j, i, both, similarity);
        });
    return neighbours;
  }

  int size(int document) {
    return sizes[document];
  }

  /** Returns the i-th neighbour of a document, counted from 0. */
  int neighbour(int document, int i) {
    return documents[document][i];
  }

  /** Returns the number of sessions in which a document and its i-th neighbour were clicked. */
  int together(int document, int i) {
    return together[document][i];
  }

  double similarity(int document, int i) {
    return similarities[document][i];
  }

  private void insert(int document, int other, int both, double similarity) {
    int size = sizes[document];
    if (size == most && !isBefore(document, size - 1, other, similarity)) {
      return;
    }
    if (size < most) {
      reserve(document, size);
      sizes[document]++;
    } else {
      size--;
    }
    int at = size;
    while (at > 0 && isBefore(document, at - 1, other, similarity)) {
      at--;
    }
    int moved = size - at;
    System.arraycopy(documents[document], at, documents[document], at + 1, moved);
    System.arraycopy(together[document], at, together[document], at + 1, moved);
    System.arraycopy(similarities[document], at, similarities[document], at + 1, moved);
    documents[document][at] = other;
    together[document][at] = both;
    similarities[document][at] = similarity;
  }

  /** Whether another document comes before the i-th neighbour. */
  private boolean isBefore(int document, int i, int other, double similarity) {
    double present = similarities[document][i];
    return similarity > present || similarity == present && other < documents[document][i];
  }

  private void reserve(int document, int size) {
    if (size == documents[document].length) {
      int length = Math.min(most, Math.max(4, 2 * size));
      documents[document] = Arrays.copyOf(documents[document], length);
      together[document] = Arrays.copyOf(together[document], length);
      similarities[document] = Arrays.copyOf(similarities[document], length);
    }
  }
}
