package dev.recsim.vectors;

import java.util.Arrays;

/**
 * Vectors in cells around centres (an inverted file, Jegou et al., "Product quantization for
 * nearest neighbor search", 2011). A search looks only into the cells whose centres are nearest.
 * There are as many cells as the square root of the vectors, so it is built in seconds where a
 * graph takes minutes, and it finds most neighbours if the vectors vary in few directions.
 *
 * <p>Centres are vectors at equal distances in the catalogue, moved once to the mean of their cell.
 * The same vectors give the same index.
 */
public final class CellIndex implements VectorIndex {
  /** Cells that a search looks into, and more if these have too few vectors. */
  private static final int CELLS = 8;

  /** From this number of neighbours on, a cell is looked into for each four of them. */
  private static final int MANY = 100;

  private static final int NEIGHBOURS_PER_CELL = 4;

  /** Vectors that are assigned to cells at once. */
  private static final int CHUNK = 4_096;

  private final int size;
  private final NearestScan scan;

  /** Components of the centres, [size][cells]. */
  private final float[][] centres;

  private final float[] centreCloseness;

  /** Vectors in each cell, ascending. */
  private final int[][] members;

  /** Their components, [cell][size][members], and their closeness to a query. */
  private final float[][][] columns;

  private final float[][] closeness;

  /** The closeness of the vectors found, descending. */
  private float[] kept = {};

  /**
   * Builds an index.
   *
   * @param units vectors of length 1, [count x size]
   */
  public CellIndex(float[] units, int count, int size) {
    this.size = size;
    this.scan = new NearestScan(size, false);
    int cells = (int) Math.ceil(Math.sqrt(count));
    float[] rows = new float[cells * size];
    for (int c = 0; c < cells; c++) {
      int vector = (int) ((long) c * count / cells);
      System.arraycopy(units, vector * size, rows, c * size, size);
    }
    int[] cellOf = new int[count];
    assign(units, count, rows, cells, cellOf);
    moveToMeans(units, cellOf, rows, cells);
    assign(units, count, rows, cells, cellOf);
    members = members(cellOf, cells);
    columns = new float[cells][][];
    closeness = new float[cells][];
    for (int c = 0; c < cells; c++) {
      columns[c] = columns(units, members[c]);
      closeness[c] = new float[members[c].length];
    }
    int[] all = new int[cells];
    Arrays.setAll(all, c -> c);
    centres = columns(rows, all);
    centreCloseness = new float[cells];
  }

  private void assign(float[] units, int count, float[] rows, int cells, int[] cellOf) {
    int[] nearest = new int[CHUNK];
    for (int from = 0; from < count; from += CHUNK) {
      int some = Math.min(CHUNK, count - from);
      scan.find(rows, cells, units, from, some, 1, nearest, 0, 1);
      System.arraycopy(nearest, 0, cellOf, from, some);
    }
  }

  /** Moves each centre to the direction of the sum of its cell, which includes itself. */
  private void moveToMeans(float[] units, int[] cellOf, float[] rows, int cells) {
    for (int i = 0; i < cellOf.length; i++) {
      for (int k = 0; k < size; k++) {
        rows[cellOf[i] * size + k] += units[i * size + k];
      }
    }
    UnitVectors.normalize(rows, 0, cells, size, rows, new float[cells]);
  }

  private static int[][] members(int[] cellOf, int cells) {
    int[] sizes = new int[cells];
    for (int cell : cellOf) {
      sizes[cell]++;
    }
    int[][] members = new int[cells][];
    for (int c = 0; c < cells; c++) {
      members[c] = new int[sizes[c]];
    }
    for (int i = cellOf.length - 1; i >= 0; i--) {
      members[cellOf[i]][--sizes[cellOf[i]]] = i;
    }
    return members;
  }

  private float[][] columns(float[] vectors, int[] numbers) {
    float[][] columns = new float[size][numbers.length];
    for (int j = 0; j < numbers.length; j++) {
      for (int k = 0; k < size; k++) {
        columns[k][j] = vectors[numbers[j] * size + k];
      }
    }
    return columns;
  }

  @Override
  public void find(
      float[] queries, int firstQuery, int queryCount, int k, int[] found, int at, int stride) {
    for (int q = 0; q < queryCount; q++) {
      find(queries, (firstQuery + q) * size, k, found, at + q * stride);
    }
  }

  private void find(float[] queries, int start, int k, int[] found, int at) {
    if (kept.length < k) {
      kept = new float[k];
    }
    compare(queries, start, centres, centreCloseness);
    int reached = 0;
    int wanted = Math.min(members.length, k < MANY ? CELLS : k / NEIGHBOURS_PER_CELL);
    for (int looked = 0; looked < wanted || reached < k; looked++) {
      int cell = nearestCell();
      compare(queries, start, columns[cell], closeness[cell]);
      reached = keep(cell, reached, k, found, at);
    }
  }

  private void compare(float[] queries, int start, float[][] rows, float[] products) {
    Arrays.fill(products, 0);
    Kernels.axpyInTurn(queries, start, 1, rows, size, products);
  }

  /** The nearest cell that was not looked into; it is then marked. */
  private int nearestCell() {
    int best = 0;
    for (int c = 1; c < centreCloseness.length; c++) {
      best = centreCloseness[c] > centreCloseness[best] ? c : best;
    }
    centreCloseness[best] = Float.NEGATIVE_INFINITY;
    return best;
  }

  /** Inserts the members of a cell that are among the k nearest; returns how many are found. */
  private int keep(int cell, int before, int k, int[] found, int at) {
    float[] close = closeness[cell];
    int reached = before;
    for (int j = 0; j < close.length; j++) {
      if (reached < k || close[j] > kept[k - 1]) {
        reached = Math.min(reached + 1, k);
        int place = reached - 1;
        for (; place > 0 && close[j] > kept[place - 1]; place--) {
          kept[place] = kept[place - 1];
          found[at + place] = found[at + place - 1];
        }
        kept[place] = close[j];
        found[at + place] = members[cell][j];
      }
    }
    return reached;
  }
}
