package dev.recsim.learn;

import java.util.Arrays;

/**
 * Iterates over all slates of a set of documents in lexicographic order, without allocation.
 * Mutable, confined to one thread.
 *
 * <pre>{@code
 * slates.start(observation.documents(space));
 * while (slates.next()) {
 *   ... slates.document(position) ...
 * }
 * }</pre>
 */
public final class Slates {
  private final boolean ordered;
  private final int[] positions;
  private boolean[] used = {};
  private int documents;
  private boolean fresh;
  private boolean over;

  /**
   * Creates an iterator; call {@link #start} before {@link #next}.
   *
   * @param size number of positions
   * @param ordered true for permutations; false for combinations, with documents in ascending order
   */
  public Slates(int size, boolean ordered) {
    this.ordered = ordered;
    this.positions = new int[size];
  }

  /**
   * Restarts before the first slate of documents 0 .. documents - 1.
   *
   * @param documents number of documents
   */
  public void start(int documents) {
    this.documents = documents;
    this.fresh = true;
    this.over = positions.length > documents;
    if (used.length < documents) {
      used = new boolean[documents];
    }
  }

  /**
   * Moves to the next slate.
   *
   * @return false if there are no more slates
   */
  public boolean next() {
    if (fresh && !over) {
      fresh = false;
      Arrays.fill(used, false);
      return fill(0, -1);
    }
    for (int p = positions.length - 1; p >= 0 && !over; p--) {
      used[positions[p]] = false;
      if (fill(p, positions[p])) {
        return true;
      }
    }
    over = true;
    return false;
  }

  /**
   * {@return the document at a position of the current slate}
   *
   * @param position position on the slate
   */
  public int document(int position) {
    return positions[position];
  }

  /**
   * Copies the current slate into an array.
   *
   * @param to the array to write to
   * @param start index at which the slate starts in it
   */
  public void copyTo(int[] to, int start) {
    System.arraycopy(positions, 0, to, start, positions.length);
  }

  /** Fills positions p and later with the smallest unused documents; the one at p is above last. */
  private boolean fill(int p, int last) {
    int document = unused(last);
    int behind = positions.length - 1 - p;
    if (document + (ordered ? 0 : behind) >= documents) {
      return false;
    }
    take(p, document);
    for (int i = p + 1; i < positions.length; i++) {
      take(i, unused(ordered ? -1 : positions[i - 1]));
    }
    return true;
  }

  private int unused(int after) {
    int document = after + 1;
    while (document < documents && used[document]) {
      document++;
    }
    return document;
  }

  private void take(int p, int document) {
    positions[p] = document;
    used[document] = true;
  }
}
