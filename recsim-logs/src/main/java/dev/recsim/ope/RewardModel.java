package dev.recsim.ope;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongUnaryOperator;

/**
 * A reward model in a table, cross-fitted: the prediction for a session uses only the other folds.
 * The reward of a document in a state is the mean of its rewards there, shrunk towards the
 * document's mean in all states, which is shrunk towards the mean of all rewards.
 */
public final class RewardModel implements Serializable {
  private static final long serialVersionUID = 1;

  /** Number of folds. */
  public static final int FOLDS = 5;

  /** Rewards that the mean one level above counts for. */
  private static final double SHRINKAGE = 10;

  private final HashMap<Long, HashMap<Long, Cell>> states = new HashMap<>();
  private final HashMap<Long, Cell> documents = new HashMap<>();
  private final Cell all = new Cell();

  /** Counts and sums of rewards by fold. */
  private static final class Cell implements Serializable {
    private static final long serialVersionUID = 1;
    private final double[] count = new double[FOLDS];
    private final double[] sum = new double[FOLDS];
    private double totalCount;
    private double totalSum;

    void add(int fold, double reward) {
      count[fold]++;
      sum[fold] += reward;
      totalCount++;
      totalSum += reward;
    }

    void add(Cell other) {
      for (int fold = 0; fold < FOLDS; fold++) {
        count[fold] += other.count[fold];
        sum[fold] += other.sum[fold];
      }
      totalCount += other.totalCount;
      totalSum += other.totalSum;
    }

    /** The mean without a fold, shrunk towards another one. */
    double mean(int fold, double above) {
      double left = totalCount - count[fold];
      return (totalSum - sum[fold] + SHRINKAGE * above) / (left + SHRINKAGE);
    }
  }

  /** The fold of a session. */
  public static int fold(long session) {
    long mixed = (session ^ session >>> 33) * 0xFF51AFD7ED558CCDL;
    return (int) Long.remainderUnsigned(mixed ^ mixed >>> 33, FOLDS);
  }

  /** Adds a reward. */
  public void add(long session, long state, long document, double reward) {
    int fold = fold(session);
    states
        .computeIfAbsent(state, added -> new HashMap<>())
        .computeIfAbsent(document, added -> new Cell())
        .add(fold, reward);
    cell(documents, document).add(fold, reward);
    all.add(fold, reward);
  }

  /**
   * Adds the rewards of another part of the log.
   *
   * @param state this log's code of a state of the other part
   * @param document this log's code of a document of the other part
   */
  public void add(RewardModel other, LongUnaryOperator state, LongUnaryOperator document) {
    other.states.forEach(
        (s, row) -> {
          Map<Long, Cell> here =
              states.computeIfAbsent(state.applyAsLong(s), added -> new HashMap<>());
          row.forEach((d, cell) -> cell(here, document.applyAsLong(d)).add(cell));
        });
    other.documents.forEach((d, cell) -> cell(documents, document.applyAsLong(d)).add(cell));
    all.add(other.all);
  }

  private static Cell cell(Map<Long, Cell> cells, long document) {
    return cells.computeIfAbsent(document, added -> new Cell());
  }

  /** Predicts the reward of a document, from the sessions of other folds. */
  public double predict(long session, long state, long document) {
    int fold = fold(session);
    double left = all.totalCount - all.count[fold];
    double overall = left == 0 ? 0 : (all.totalSum - all.sum[fold]) / left;
    Cell inAll = documents.get(document);
    double anywhere = inAll == null ? overall : inAll.mean(fold, overall);
    Map<Long, Cell> here = states.get(state);
    Cell cell = here == null ? null : here.get(document);
    return cell == null ? anywhere : cell.mean(fold, anywhere);
  }
}
