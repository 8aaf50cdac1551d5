package dev.recsim.learn;

/**
 * Iterates over all slates of a set of documents in lexicographic order, without allocation.
 * Mutable, confined to one thread.
 *
 * <pre>{@code
 * slates.start(observation.documents(space));
 * while (slates.next()) {
 *   ... slates.documents() ...
 * }
 * }</pre>
 */
public final class Slates {
  private final boolean ordered;
  private final int[] positions;
  private int documents;

  /** The position whose document changes next; -1 after the last slate. */
  private int place = -1;

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
    place = 0;
    positions[0] = -1;
  }

  /**
   * Moves to the next slate.
   *
   * @return false if there are no more slates
   */
  public boolean next() {
    while (place >= 0 && place < positions.length) {
      if (!advance()) {
        place--;
      } else if (++place < positions.length) {
        positions[place] = ordered ? -1 : positions[place - 1];
      }
    }
    boolean found = place >= 0;
    place = found ? place - 1 : place;
    return found;
  }

  /** {@return the documents of the current slate by position; not a copy} */
  public int[] documents() {
    return positions;
  }

  /** Moves to the next document that is at no position before; returns false if there is none. */
  private boolean advance() {
    int document = positions[place] + 1;
    for (int p = 0; p < place; p++) {
      if (positions[p] == document) {
        document++;
        p = -1;
      }
    }
    positions[place] = document;
    return document < documents;
  }
}
