package dev.recsim.env;

import java.util.Optional;

/** Acceptance probabilities that are stored cell by cell. Square, values in [0, 1]. Immutable. */
final class AcceptanceMatrix implements Acceptances {
  /** The matrix itself, and what the exact solution and the report make of it. */
  private static final int BYTES_A_CELL = 3 * Double.BYTES;

  private final double[][] rows;

  /** Takes over the rows, which must be square and in range. */
  AcceptanceMatrix(double[][] rows) {
    this.rows = rows;
  }

  /** The same numbers, stored. */
  static AcceptanceMatrix of(Acceptances drawn) {
    double[][] rows = new double[drawn.documents()][drawn.documents()];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows.length; j++) {
        rows[i][j] = drawn.accept(i, j);
      }
    }
    return new AcceptanceMatrix(rows);
  }

  /**
   * Why a matrix of that many documents cannot be held, told before that is tried.
   *
   * @param memory bytes that there are
   */
  static Optional<String> tooMany(int documents, long memory) {
    long needed = (long) BYTES_A_CELL * documents * documents;
    return needed <= memory
        ? Optional.empty()
        : Optional.of(
            "is %s, which takes %s MiB, but this JVM has %s MiB; make it smaller or set"
                    .formatted(documents, needed >> 20, memory >> 20)
                + " recsim.argLine=-Xmx<more>");
  }

  @Override
  public int documents() {
    return rows.length;
  }

  @Override
  public double accept(int current, int shown) {
    return rows[current][shown];
  }
}
