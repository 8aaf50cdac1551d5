package dev.recsim.fit.ids;

import dev.recsim.algebra.PackedCholesky;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Factors of how often users chose documents, by alternating least squares: they minimize the sum
 * over all pairs of (1 + alpha r) (p - x y)^2 plus lambda n (|x|^2 + |y|^2), where r is the count,
 * p is 1 if it is above 0, and n is the number of entries of a row. Source: Hu, Koren and Volinsky,
 * "Collaborative filtering for implicit feedback datasets", 2008; n weighs lambda as in Zhou et
 * al., "Large-scale parallel collaborative filtering for the Netflix prize", 2008.
 *
 * @param rank number of factors
 */
public record ImplicitFactors(int rank, double alpha, double lambda) {
  private static final double START = 0.1;

  /**
   * Fits the factors of the columns, from a random start.
   *
   * @param done is called with the number of iterations that are done
   * @return [columns x rank]
   */
  public double[] columns(Ratings ratings, int iterations, RandomKey key, IntConsumer done) {
    double[] start = new double[Math.multiplyExact(ratings.columns(), rank)];
    for (int i = 0; i < start.length; i++) {
      start[i] = START * key.gaussian(i);
    }
    Ratings transposed = ratings.transposed();
    double[] y = start;
    for (int i = 0; i < iterations; i++) {
      y = rows(transposed, rows(ratings, y));
      done.accept(i + 1);
    }
    return y;
  }

  /**
   * The best factors of the rows.
   *
   * @param y factors of the columns
   * @return [rows x rank]
   */
  public double[] rows(Ratings ratings, double[] y) {
    double[] gram = gram(y);
    double[] x = new double[Math.multiplyExact(ratings.rows(), rank)];
    Blocks.of(
        ratings.first(),
        (part, from, to) -> {
          Row row = new Row(gram, y);
          for (int r = from; r < to; r++) {
            row.begin();
            for (int i = ratings.first()[r]; i < ratings.first()[r + 1]; i++) {
              row.add(ratings.column()[i], ratings.value()[i]);
            }
            System.arraycopy(row.solve(), 0, x, r * rank, rank);
          }
        });
    return x;
  }

  /** Y'Y, packed. */
  public double[] gram(double[] y) {
    double[] gram = new double[PackedCholesky.size(rank)];
    double[] row = new double[rank];
    for (int at = 0; at < y.length; at += rank) {
      System.arraycopy(y, at, row, 0, rank);
      PackedCholesky.addOuter(gram, 0, rank, 1, row);
    }
    return gram;
  }

  /** The factors of one row, entry by entry. Not for several threads. */
  public final class Row {
    private final double[] gram;
    private final double[] y;
    private final double[] matrix;
    private final double[] factor;
    private final double[] sum = new double[rank];
    private final double[] solution = new double[rank];
    private final double[] one = new double[rank];
    private int entries;

    /**
     * @param gram of the factors of the columns
     * @param y factors of the columns
     */
    public Row(double[] gram, double[] y) {
      this.gram = gram;
      this.y = y;
      matrix = new double[gram.length];
      factor = new double[gram.length];
      begin();
    }

    /** Begins a row. */
    public final void begin() {
      System.arraycopy(gram, 0, matrix, 0, gram.length);
      Arrays.fill(sum, 0);
      entries = 0;
    }

    /** Adds an entry. */
    public void add(int column, double value) {
      add(column, value, 1 + alpha * value);
      entries++;
    }

    /** Adds 1 to the value of an entry. */
    public void again(int column) {
      add(column, 1, alpha);
    }

    private void add(int column, double value, double weight) {
      System.arraycopy(y, column * rank, one, 0, rank);
      PackedCholesky.addOuter(matrix, 0, rank, alpha * value, one);
      for (int q = 0; q < rank; q++) {
        sum[q] += weight * one[q];
      }
    }

    /** The factors, which the next call overwrites; 0 without entries. */
    public double[] solve() {
      System.arraycopy(sum, 0, solution, 0, rank);
      if (entries > 0) {
        System.arraycopy(matrix, 0, factor, 0, matrix.length);
        PackedCholesky.addDiagonal(factor, 0, rank, lambda * entries);
        PackedCholesky.factor(factor, 0, rank);
        PackedCholesky.solve(factor, 0, rank, solution);
      }
      return solution;
    }
  }
}
