package dev.recsim.env;

import java.util.Arrays;
import java.util.Optional;

/** Acceptance probabilities in memory: a square matrix with values in [0, 1]. Immutable. */
final class AcceptanceMatrix implements Acceptances {
  /** Bytes per cell: the matrix, the exact solution, and the data of the report. */
  private static final int BYTES_A_CELL = 3 * Double.BYTES;

  private final double[][] rows;

  /** Uses these rows without copying them; they must be square and in range. */
  AcceptanceMatrix(double[][] rows) {
    this.rows = rows;
  }

  /** Stores the numbers of another matrix. */
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
   * Returns the message if a matrix of this size does not fit into the memory.
   *
   * @param memory size of the heap, in bytes
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

  /** A copy of the numbers. */
  double[][] rows() {
    return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
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
