package dev.recsim.api;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The documents shown to a user at once, in order of position; an immutable list of indices. */
public final class Slate {
  private static final Slate[] SMALL =
      IntStream.range(0, 1024).mapToObj(i -> new Slate(new int[] {i})).toArray(Slate[]::new);

  private final int[] documents;

  private Slate(int[] documents) {
    this.documents = documents;
  }

  /** A slate of one document; allocates nothing for indices below 1024. */
  public static Slate of(int document) {
    return document >= 0 && document < SMALL.length
        ? SMALL[document]
        : new Slate(new int[] {document});
  }

  /** A slate of these documents, first position first. */
  public static Slate of(int... documents) {
    return documents.length == 1 ? of(documents[0]) : new Slate(documents.clone());
  }

  /** Number of positions. */
  public int size() {
    return documents.length;
  }

  /**
   * The document at a position.
   *
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
