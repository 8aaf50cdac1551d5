package dev.recsim.ope;

import dev.recsim.ope.SessionEstimators.Steps;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sessions put together from the steps of all sessions of a log: each step follows any step before
 * it that led to its state, or if these are few, any step at all that did. A log has few of the
 * heavy sessions that its steps allow, so where they are missing, the error that the log shows is
 * too small; the error over stitched sessions is not.
 *
 * <p>Moments of what a session contributes to an estimate are computed backwards from its last
 * step, with sums of products of weights, rewards and predictions by step, state and next state.
 */
public final class StitchedSessions implements Serializable {
  private static final long serialVersionUID = 1;

  /** Places of a cell's sums; d is the reward without its prediction, v the value of the state. */
  private static final int N = 0;

  private static final int V = 1;
  private static final int VV = 2;
  private static final int W = 3;
  private static final int WD = 4;
  private static final int WV = 5;
  private static final int WDV = 6;
  private static final int WW = 7;
  private static final int WWD = 8;
  private static final int WWDD = 9;
  private static final int LARGEST = 10;

  /** Later steps are alike. */
  private static final int STEPS = 64;

  /** Fewest sessions in a state at a step that are not put together with those at other steps. */
  private static final double FEWEST = 50;

  private final HashMap<Long, Integer> states;

  /** Sums over the steps in one state that led to another, by {@link #key}. */
  private final HashMap<Long, double[]> cells = new HashMap<>();

  private final double[] starts;
  private double sessions;

  /**
   * What the steps of a session add to an estimate: with rho the weight of the session before and
   * after a step, {@code rho_before * (value * v + base) + rho_after * (reward * d + weight)}. By
   * step; a session that ended keeps its rho.
   */
  public record Slopes(double[] value, double[] base, double[] reward, double[] weight) {}

  /**
   * What stitched sessions say.
   *
   * @param standardError of the estimate
   * @param largestWeight of a session
   */
  public record Error(double standardError, double largestWeight) {}

  /**
   * @param states numbers of the states of the log, from 0
   */
  public StitchedSessions(HashMap<Long, Integer> states) {
    this.states = states;
    this.starts = new double[states.size()];
  }

  private long key(int step, int state, int next) {
    long states = this.states.size();
    return (Math.min(step, STEPS - 1) * states + state) * (states + 1) + next;
  }

  /**
   * Adds a session.
   *
   * @param visited states of its steps
   */
  public void add(long[] visited, Steps steps) {
    sessions++;
    int state = states.get(visited[0]);
    starts[state]++;
    for (int t = 0; t < steps.length(); t++) {
      boolean last = t == steps.length() - 1;
      int next = last ? states.size() : states.get(visited[t + 1]);
      double w = steps.w()[t];
      double d = steps.r()[t] - steps.q()[t];
      double v = steps.v()[t];
      double[] cell = cells.computeIfAbsent(key(t, state, next), added -> new double[LARGEST + 1]);
      double[] step = {1, v, v * v, w, w * d, w * v, w * d * v, w * w, w * w * d, w * w * d * d};
      for (int i = 0; i < step.length; i++) {
        cell[i] += step[i];
      }
      cell[LARGEST] = Math.max(cell[LARGEST], w);
      state = next;
    }
  }

  /** Adds the sessions of another part of the log. */
  public void add(StitchedSessions other) {
    sessions += other.sessions;
    for (int s = 0; s < starts.length; s++) {
      starts[s] += other.starts[s];
    }
    other.cells.forEach((key, sums) -> add(cells, key, sums));
  }

  private static void add(Map<Long, double[]> cells, long key, double[] sums) {
    double[] cell = cells.computeIfAbsent(key, added -> new double[LARGEST + 1]);
    for (int i = 0; i < LARGEST; i++) {
      cell[i] += sums[i];
    }
    cell[LARGEST] = Math.max(cell[LARGEST], sums[LARGEST]);
  }

  /** Cells by state and next state, and the number of steps in each state. */
  private final class Table {
    private final TreeMap<Long, double[]> cells = new TreeMap<>();
    private final double[] count = new double[states.size()];

    void add(int state, int next, double[] sums) {
      StitchedSessions.add(cells, (long) state * (states.size() + 1) + next, sums);
      count[state] += sums[N];
    }

    /** Adds what follows in the states that have enough steps here, or in those that do not. */
    void add(Moments before, Table enough, boolean here, Slopes slopes, int t, Moments after) {
      cells.forEach(
          (key, cell) -> {
            int state = (int) (key / (states.size() + 1));
            if (enough.count[state] >= FEWEST == here) {
              int next = (int) (key % (states.size() + 1));
              StitchedSessions.add(before, state, next, cell, count[state], slopes, t, after);
            }
          });
    }
  }

  /** The cells of each step, and behind them those of all steps. */
  private List<Table> tables() {
    List<Table> tables = new ArrayList<>();
    for (int t = 0; t <= STEPS; t++) {
      tables.add(new Table());
    }
    new TreeMap<>(cells)
        .forEach(
            (key, sums) -> {
              int next = (int) (key % (states.size() + 1));
              long place = key / (states.size() + 1);
              int state = (int) (place % states.size());
              tables.get((int) (place / states.size())).add(state, next, sums);
              tables.get(STEPS).add(state, next, sums);
            });
    return tables;
  }

  /** First and second moment of what follows from each state, and the largest weight. */
  private record Moments(double[] first, double[] second, double[] largest) {
    static Moments ended(int states) {
      return new Moments(new double[states + 1], new double[states + 1], new double[states + 1]);
    }
  }

  /** The error of the estimate that has these slopes. */
  public Error error(Slopes slopes) {
    List<Table> tables = tables();
    Moments after = Moments.ended(states.size());
    double rest = 0;
    for (int t = slopes.value().length - 1; t >= 0; t--) {
      int ended = states.size();
      after.first()[ended] = rest;
      after.second()[ended] = rest * rest;
      after.largest()[ended] = 1;
      Moments before = Moments.ended(states.size());
      Table own = tables.get(Math.min(t, STEPS - 1));
      own.add(before, own, true, slopes, t, after);
      tables.get(STEPS).add(before, own, false, slopes, t, after);
      rest += slopes.base()[t] + slopes.weight()[t];
      after = before;
    }
    double mean = 0;
    double square = 0;
    for (int s = 0; s < starts.length; s++) {
      mean += starts[s] / sessions * after.first()[s];
      square += starts[s] / sessions * after.second()[s];
    }
    return new Error(
        Math.sqrt(Math.max(0, square - mean * mean) / sessions),
        Arrays.stream(after.largest()).max().orElse(1));
  }

  /** Adds the steps of a cell c to the moments of its state, which has n steps. */
  private static void add(
      Moments before,
      int state,
      int next,
      double[] c,
      double n,
      Slopes slopes,
      int t,
      Moments after) {
    double value = slopes.value()[t];
    double base = slopes.base()[t];
    double reward = slopes.reward()[t];
    // What the weight of the step multiplies: reward * d + then, then what follows.
    double then = slopes.weight()[t] + after.first()[next];
    double squares = after.second()[next] - after.first()[next] * after.first()[next] + then * then;
    before.first()[state] += (value * c[V] + base * c[N] + reward * c[WD] + then * c[W]) / n;
    before.second()[state] +=
        (value * value * c[VV] + 2 * value * base * c[V] + base * base * c[N]) / n
            + 2
                * (reward * (value * c[WDV] + base * c[WD]) + then * (value * c[WV] + base * c[W]))
                / n
            + (reward * reward * c[WWDD] + 2 * reward * then * c[WWD] + squares * c[WW]) / n;
    before.largest()[state] = Math.max(before.largest()[state], c[LARGEST] * after.largest()[next]);
  }
}
