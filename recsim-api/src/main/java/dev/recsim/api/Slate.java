package dev.recsim.api;

import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The documents shown to a user at one step: an immutable list of indices, by position. */
public final class Slate {
  private static final Slate[] SMALL =
      IntStream.range(0, 1024).mapToObj(i -> new Slate(new int[] {i})).toArray(Slate[]::new);

  private final int[] documents;

  private Slate(int[] documents) {
    this.documents = documents;
  }

  /**
   * {@return a slate of one document; a shared one for indices below 1024}
   *
   * @param document index of the document
   */
  public static Slate of(int document) {
    return document >= 0 && document < SMALL.length
        ? SMALL[document]
        : new Slate(new int[] {document});
  }

  /**
   * {@return a slate of these documents}
   *
   * @param documents indices of the documents by position; copied
   */
  public static Slate of(int... documents) {
    return documents.length == 1 ? of(documents[0]) : new Slate(documents.clone());
  }

  /**
   * {@return a slate drawn uniformly from all ordered slates without repeated documents} Each
   * position is drawn again until it does not repeat a document.
   *
   * @param documents number of documents to draw from, at least size
   * @param size number of positions
   * @param key all of the draw's randomness
   */
  public static Slate random(int documents, int size, RandomKey key) {
    if (size == 1) {
      return of(key.below(0, documents));
    }
    int[] slate = new int[size];
    for (int i = 0; i < size; i++) {
      long attempt = 0;
      do {
        slate[i] = key.child(i).below(attempt++, documents);
      } while (isRepeated(slate, i));
    }
    return new Slate(slate);
  }

  /**
   * {@return the number of slates: n! / (n - k)! with order, n! / (k! (n - k)!) without; at most
   * Long.MAX_VALUE}
   *
   * @param documents n, at least k
   * @param size k
   * @param ordered whether slates that differ only in order count separately
   */
  public static long count(int documents, int size, boolean ordered) {
    long count = 1;
    for (int i = 0; i < size; i++) {
      if (count > Long.MAX_VALUE / (documents - i)) {
        return Long.MAX_VALUE;
      }
      count *= documents - i;
      count /= ordered ? 1 : i + 1;
    }
    return count;
  }

  private static boolean isRepeated(int[] slate, int position) {
    for (int i = 0; i < position; i++) {
      if (slate[i] == slate[position]) {
        return true;
      }
    }
    return false;
  }

  /** {@return the number of positions} */
  public int size() {
    return documents.length;
  }

  /**
   * {@return the document at a position}
   *
   * @param position 0 .. {@link #size()} - 1
   * @throws IndexOutOfBoundsException if there is no such position
   */
  public int document(int position) {
    return documents[position];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Slate slate && Arrays.equals(documents, slate.documents);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(documents);
  }

  @Override
  public String toString() {
    return Arrays.toString(documents);
  }
}
