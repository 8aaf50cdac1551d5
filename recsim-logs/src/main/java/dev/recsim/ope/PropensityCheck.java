package dev.recsim.ope;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;

/**
 * Compares how often documents are shown with their propensities p. The mean of 1 / p over steps,
 * counting only those that show a document, is the share of steps in which it could be shown, so at
 * most 1: in all steps, in those of one state, and in those of a group of states.
 */
public final class PropensityCheck implements Serializable {
  private static final long serialVersionUID = 1;

  /** Standard errors by which a document may be shown too often. */
  private static final double MOST_Z = 6;

  /** States with fewer steps are judged together with others. */
  private static final double FEWEST_STEPS = 100;

  /** Groups of such states. */
  private static final int GROUPS = 16;

  /** Fewest times that a document is expected in a state, so that its count is nearly normal. */
  private static final double FEWEST_EXPECTED = 5;

  private final HashMap<Long, HashMap<Long, Cell>> states = new HashMap<>();

  /** Steps that showed a document: count, and sums of 1 / p. */
  private static final class Cell implements Serializable {
    private static final long serialVersionUID = 1;
    private double count;
    private double inverse;
    private double squares;

    void add(Cell other) {
      count += other.count;
      inverse += other.inverse;
      squares += other.squares;
    }

    /** How often it is shown, as a multiple of what the propensities say. */
    double times(double steps) {
      return inverse / steps;
    }

    /** Standard errors above 1, by the spread seen here or the one that the propensities say. */
    double z(double steps) {
      double mean = times(steps);
      double variance = Math.max(squares / steps - mean * mean, squares / inverse - 1);
      return mean <= 1 + WeightCheck.ROUNDING
          ? 0
          : variance <= 0 ? Double.POSITIVE_INFINITY : (mean - 1) / Math.sqrt(variance / steps);
    }

    /** How often it is expected: what the propensities say of equally many equal ones. */
    double expected(double steps) {
      return steps * inverse / squares;
    }

    /**
     * The Poisson deviance of a count above what is expected, 0 below: nearly the square of a
     * normal number, and not larger for small counts.
     */
    double deviance(double steps) {
      double expected = expected(steps);
      double seen = inverse * inverse / squares;
      return expected < FEWEST_EXPECTED || seen <= expected
          ? 0
          : 2 * (seen * StrictMath.log(seen / expected) - (seen - expected));
    }
  }

  /** A document that is shown too often. */
  public record Excess(long document, long count, double times, Optional<Long> state) {}

  /** Adds a step that showed a document first with this probability. */
  public void add(long state, long document, double propensity) {
    Cell cell =
        states
            .computeIfAbsent(state, added -> new HashMap<>())
            .computeIfAbsent(document, added -> new Cell());
    double inverse = 1 / propensity;
    cell.count++;
    cell.inverse += inverse;
    cell.squares += inverse * inverse;
  }

  /**
   * Adds the steps of another part of the log.
   *
   * @param state this log's code of a state of the other part
   * @param document this log's code of a document of the other part
   */
  public void add(PropensityCheck other, LongUnaryOperator state, LongUnaryOperator document) {
    other.states.forEach(
        (s, row) ->
            row.forEach(
                (d, cell) ->
                    states
                        .computeIfAbsent(state.applyAsLong(s), added -> new HashMap<>())
                        .computeIfAbsent(document.applyAsLong(d), added -> new Cell())
                        .add(cell)));
  }

  /** Cells by document, of one state or of several, and their number of steps. */
  private static final class Row {
    private final TreeMap<Long, Cell> cells = new TreeMap<>();
    private double steps;

    void add(Map<Long, Cell> row) {
      row.forEach(
          (document, cell) -> {
            cells.computeIfAbsent(document, added -> new Cell()).add(cell);
            steps += cell.count;
          });
    }

    /** The document that is shown most often too often. */
    Optional<Excess> worst(Optional<Long> state) {
      return cells.entrySet().stream()
          .filter(it -> it.getValue().z(steps) > MOST_Z)
          .max(Map.Entry.comparingByValue(Comparator.comparingDouble(it -> it.z(steps))))
          .map(it -> excess(it.getKey(), state));
    }

    Excess excess(long document, Optional<Long> state) {
      Cell cell = cells.get(document);
      return new Excess(document, (long) cell.count, cell.times(steps), state);
    }
  }

  /**
   * The document that is shown far more often than the propensities say; empty if there is none.
   *
   * @param group of a state with few steps, any number
   */
  public Optional<Excess> excess(LongUnaryOperator group) {
    Row all = new Row();
    TreeMap<Long, Row> rows = new TreeMap<>();
    TreeMap<Long, Row> groups = new TreeMap<>();
    new TreeMap<>(states)
        .forEach(
            (state, cells) -> {
              all.add(cells);
              Row row = new Row();
              row.add(cells);
              if (row.steps >= FEWEST_STEPS) {
                rows.put(state, row);
              } else {
                long number = Math.floorMod(group.applyAsLong(state), GROUPS);
                groups.computeIfAbsent(number, added -> new Row()).add(cells);
              }
            });
    Optional<Excess> found = all.worst(Optional.empty());
    for (Map.Entry<Long, Row> each : rows.entrySet()) {
      found = found.or(() -> each.getValue().worst(Optional.of(each.getKey())));
    }
    for (Row each : groups.values()) {
      found = found.or(() -> each.worst(Optional.empty()));
    }
    return found.or(() -> together(rows, groups));
  }

  /** The worst cell, if all states together show documents too often and no single one does. */
  private static Optional<Excess> together(TreeMap<Long, Row> rows, TreeMap<Long, Row> groups) {
    double sum = 0;
    double judged = 0;
    double worst = 0;
    Optional<Excess> found = Optional.empty();
    List<Map.Entry<Long, Row>> all = new ArrayList<>(rows.entrySet());
    all.addAll(groups.entrySet());
    for (int i = 0; i < all.size(); i++) {
      Row row = all.get(i).getValue();
      Optional<Long> state = i < rows.size() ? Optional.of(all.get(i).getKey()) : Optional.empty();
      for (Map.Entry<Long, Cell> each : row.cells.entrySet()) {
        double square = each.getValue().deviance(row.steps);
        judged += each.getValue().expected(row.steps) >= FEWEST_EXPECTED ? 1 : 0;
        sum += square;
        if (square > worst) {
          worst = square;
          found = Optional.of(row.excess(each.getKey(), state));
        }
      }
    }
    return sum > WeightCheck.mostSquares(judged, MOST_Z) ? found : Optional.empty();
  }
}
