package dev.recsim.ope;

import dev.recsim.random.RandomKey;
import java.io.Serializable;

/**
 * Sums over 500 groups of sessions. The group of a session is drawn from its id, so parts of a log
 * can be summed on their own and added, and estimators that see the same sessions have the same
 * groups. What the groups contribute to an estimate shows how its error is distributed, in one pass
 * and without resampling.
 */
public final class SessionGroups implements Serializable {
  private static final long serialVersionUID = 1;

  /** Number of groups. */
  public static final int COUNT = 500;

  private final RandomKey key;
  private final double[] sessions = new double[COUNT];
  private int drawn;

  /**
   * @param key of the draw
   */
  public SessionGroups(RandomKey key) {
    this.key = key;
  }

  /** Draws the group of a session. */
  public void draw(long session) {
    drawn = (int) Long.remainderUnsigned(key.child(session).bits(0), COUNT);
    sessions[drawn]++;
  }

  /** Adds the sessions of another part of the log, with the same key. */
  public void add(SessionGroups other) {
    for (int g = 0; g < COUNT; g++) {
      sessions[g] += other.sessions[g];
    }
  }

  /** Begins the sums of an estimator. */
  public Sums sums(int ratios) {
    return new Sums(Terms.width(ratios));
  }

  /** The sums of an estimator's terms by group. */
  public final class Sums implements Serializable {
    private static final long serialVersionUID = 1;

    private final double[][] sums;

    private Sums(int width) {
      sums = new double[COUNT][width];
    }

    /** Adds the session that was drawn last. */
    public void add(Terms terms) {
      double[] group = sums[drawn];
      for (int i = 0; i < group.length; i++) {
        group[i] += terms.get(i);
      }
    }

    /** Adds the sessions of another part of the log. */
    public void add(Sums other) {
      for (int g = 0; g < COUNT; g++) {
        for (int i = 0; i < sums[g].length; i++) {
          sums[g][i] += other.sums[g][i];
        }
      }
    }

    /**
     * What each group adds to n times the estimate, beyond its share; their sum is 0.
     *
     * @param moments of the same terms
     */
    public double[] influence(Moments moments) {
      double[] slope = moments.slope();
      double mean = moments.mean(0);
      double[] influence = new double[COUNT];
      for (int g = 0; g < COUNT; g++) {
        influence[g] = -sessions[g] * mean;
        for (int i = 0; i < slope.length; i++) {
          influence[g] += slope[i] * sums[g][i];
        }
      }
      return influence;
    }
  }
}
