package dev.recsim.fit.gap;

import java.util.Arrays;

/** Figures of states and actions, each computed when it is first asked for. */
final class CellFigures {
  /** Computes a figure. */
  interface Figure {
    double of(int state, int action);
  }

  private final Figure figure;
  private double[][] known = new double[16][];

  CellFigures(Figure figure) {
    this.figure = figure;
  }

  double of(int state, int action) {
    if (state >= known.length) {
      known = Arrays.copyOf(known, Math.max(state + 1, 2 * known.length));
    }
    double[] row = known[state];
    if (row == null || action >= row.length) {
      int before = row == null ? 0 : row.length;
      row = Arrays.copyOf(row == null ? new double[0] : row, Math.max(action + 1, 2 * before));
      Arrays.fill(row, before, row.length, Double.NaN);
      known[state] = row;
    }
    if (Double.isNaN(row[action])) {
      row[action] = figure.of(state, action);
    }
    return row[action];
  }
}
