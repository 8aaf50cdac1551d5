package dev.recsim.ope;

import java.util.HashMap;
import java.util.Map;

/**
 * A reward model in a table, cross-fitted: the prediction for a session uses only the other folds.
 * The reward of a document in a state is the mean of its rewards there, shrunk towards the
 * document's mean in all states, which is shrunk towards the mean of all rewards.
 */
public final class RewardModel {
  /** Number of folds. */
  public static final int FOLDS = 5;

  /** Rewards that the mean one level above counts for. */
  private static final double SHRINKAGE = 10;

  private final Map<Long, Map<Long, Cell>> states = new HashMap<>();
  private final Map<Long, Cell> documents = new HashMap<>();
  private final Cell all = new Cell();

  /** Counts and sums of rewards by fold. */
  private static final class Cell {
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
    documents.computeIfAbsent(document, added -> new Cell()).add(fold, reward);
    all.add(fold, reward);
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
