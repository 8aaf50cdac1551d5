package dev.recsim.fit.ids;

import java.util.Arrays;

/**
 * How often users chose documents, as a sparse matrix.
 *
 * @param columns number of columns
 * @param first the first entry of each row, and the end of the last
 * @param column of each entry, ascending in its row
 * @param value of each entry
 */
public record Ratings(int columns, int[] first, int[] column, float[] value) {

  /**
   * Counts how often each row has each document.
   *
   * @param columns number of documents
   * @param first the first event of each row, and the end of the last
   * @param documents of the events
   */
  public static Ratings of(int columns, int[] first, int[] documents) {
    int[] ends = new int[first.length];
    int[] column = new int[documents.length];
    float[] value = new float[documents.length];
    int size = 0;
    for (int row = 0; row < first.length - 1; row++) {
      int[] sorted = Arrays.copyOfRange(documents, first[row], first[row + 1]);
      Arrays.sort(sorted);
      for (int i = 0; i < sorted.length; i++) {
        if (i == 0 || sorted[i] != sorted[i - 1]) {
          column[size++] = sorted[i];
        }
        value[size - 1]++;
      }
      ends[row + 1] = size;
    }
    return new Ratings(columns, ends, Arrays.copyOf(column, size), Arrays.copyOf(value, size));
  }

  /** Number of rows. */
  public int rows() {
    return first.length - 1;
  }

  /** The same with rows and columns exchanged. */
  public Ratings transposed() {
    int[] starts = new int[columns + 1];
    for (int each : column) {
      starts[each + 1]++;
    }
    for (int c = 0; c < columns; c++) {
      starts[c + 1] += starts[c];
    }
    int[] next = starts.clone();
    int[] rowOf = new int[column.length];
    float[] values = new float[column.length];
    for (int row = 0; row < rows(); row++) {
      for (int i = first[row]; i < first[row + 1]; i++) {
        int place = next[column[i]]++;
        rowOf[place] = row;
        values[place] = value[i];
      }
    }
    return new Ratings(rows(), starts, rowOf, values);
  }
}
