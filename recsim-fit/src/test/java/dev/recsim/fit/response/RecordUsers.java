package dev.recsim.fit.response;

import dev.recsim.fit.response.HiddenUsers.Change;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A class of users that the fitted model cannot express, but for the right one, and of the tests of
 * its record.
 *
 * @param tuned whether the prior of a record was chosen by this class
 * @param users makes the users of a world
 * @param drifts whether half of the documents change their audience before the last tests
 * @param past the least and the most that a past test changes, as a share
 * @param next the same of the next change
 * @param error standard error of a test
 * @param sessions of the log
 */
record RecordUsers(
    boolean tuned,
    Maker users,
    boolean drifts,
    double[] past,
    double[] next,
    double error,
    int sessions) {

  /** Makes the users of a world. */
  interface Maker {
    HiddenUsers make(RandomKey key);
  }

  private static final double[] MIXED = {0.1, 1};
  private static final double[] SMALL = {0.05, 0.3};
  private static final double[] LARGE = {0.8, 1};
  private static final double ERROR = 0.02;
  private static final double SMALL_ERROR = 0.005;
  private static final int SESSIONS = 10_000;

  private static final Kinds RIGHT = new Kinds(10, 1);
  private static final Kinds TWO = new Kinds(10, 0.5, 0.5);
  private static final Kinds THREE = new Kinds(10, 0.4, 0.3, 0.3);

  private static RecordUsers of(boolean tuned, Maker users) {
    return new RecordUsers(tuned, users, false, MIXED, MIXED, ERROR, SESSIONS);
  }

  private static RecordUsers small(boolean tuned, Maker users) {
    return new RecordUsers(tuned, users, false, SMALL, SMALL, SMALL_ERROR, SESSIONS);
  }

  /** All classes by name. */
  static Map<String, RecordUsers> all() {
    Map<String, RecordUsers> all = new LinkedHashMap<>();
    all.put("right model", of(true, RIGHT));
    all.put("two kinds", of(true, TWO));
    all.put("two kinds, one rare", of(true, new Kinds(10, 0.85, 0.15)));
    all.put("two kinds, 30 documents", of(true, new Kinds(30, 0.5, 0.5)));
    all.put("kinds that leave", of(true, TWO.leaving(0.05, 0.1).and(0.2, 0.4)));
    all.put("boredom", of(true, new Growing(Change.BOREDOM, 4, 0.6)));
    all.put("two kinds, small changes", small(true, TWO));
    all.put(
        "right model, 2,000 sessions",
        new RecordUsers(false, RIGHT, false, MIXED, MIXED, ERROR, 2_000));
    all.put("three kinds", of(false, THREE));
    all.put("two kinds, long sessions", of(false, TWO.leaving(0.02, 0.05)));
    all.put(
        "three kinds that leave", of(false, THREE.leaving(0.02, 0.1).and(0.1, 0.2).and(0.2, 0.5)));
    all.put("saturation", of(false, new Growing(Change.SATURATION, 6, 0.7)));
    all.put("tiredness", of(false, new Growing(Change.TIREDNESS, 8, 0.75)));
    all.put("boredom, small changes", small(false, new Growing(Change.BOREDOM, 4, 0.6)));
    all.put(
        "two kinds, small changes before a large one",
        new RecordUsers(false, TWO, false, SMALL, LARGE, ERROR, SESSIONS));
    all.put(
        "two kinds, audiences change",
        new RecordUsers(false, TWO, true, MIXED, MIXED, ERROR, SESSIONS));
    return all;
  }

  HiddenUsers make(RandomKey key) {
    return users.make(key);
  }

  /** The users of the last tests and of the next change. */
  HiddenUsers later(RandomKey key) {
    HiddenUsers later = users.make(key);
    if (drifts) {
      for (double[][] kind : later.accept()) {
        for (double[] row : kind) {
          double first = row[0];
          for (int a = 0; a + 1 < row.length / 2; a++) {
            row[a] = row[a + 1];
          }
          row[row.length / 2 - 1] = first;
        }
      }
    }
    return later;
  }

  /** Users of kinds. */
  private record Kinds(int documents, double[] shares, double[][] leave) implements Maker {
    Kinds(int documents, double... shares) {
      this(documents, shares, new double[][] {{0.1, 0.2}});
    }

    Kinds leaving(double accepted, double refused) {
      return new Kinds(documents, shares, new double[][] {{accepted, refused}});
    }

    /** The next kind leaves at another rate. */
    Kinds and(double accepted, double refused) {
      double[][] more = Arrays.copyOf(leave, leave.length + 1);
      more[leave.length] = new double[] {accepted, refused};
      return new Kinds(documents, shares, more);
    }

    private double[] leave(int which) {
      double[] each = new double[shares.length];
      Arrays.setAll(each, kind -> leave[Math.min(kind, leave.length - 1)][which]);
      return each;
    }

    @Override
    public HiddenUsers make(RandomKey key) {
      double[][][] accept = new double[shares.length][][];
      for (int kind = 0; kind < shares.length; kind++) {
        accept[kind] = matrix(key.child(kind), documents);
      }
      return new HiddenUsers(accept, shares, Change.NEVER, leave(0), leave(1));
    }
  }

  /** Users who accept less and less. */
  private record Growing(Change change, int levels, double factor) implements Maker {
    @Override
    public HiddenUsers make(RandomKey key) {
      double[][][] accept = new double[levels][][];
      for (int level = 0; level < levels; level++) {
        accept[level] = matrix(key, 10);
        for (double[] row : accept[level]) {
          for (int a = 0; a < row.length; a++) {
            row[a] *= StrictMath.pow(factor, level);
          }
        }
      }
      double[] start = new double[levels];
      start[0] = 1;
      double[] accepted = new double[levels];
      double[] refused = new double[levels];
      Arrays.fill(accepted, 0.1);
      Arrays.fill(refused, 0.2);
      return new HiddenUsers(accept, start, change, accepted, refused);
    }
  }

  /** One good document in each state. */
  private static double[][] matrix(RandomKey key, int documents) {
    double[][] accept = new double[documents][documents];
    int shift = 1 + key.below(0, documents - 1);
    for (int s = 0; s < documents; s++) {
      for (int a = 0; a < documents; a++) {
        boolean good = a == (s + shift) % documents;
        double uniform = key.child(s).uniform(a);
        accept[s][a] = good ? 0.6 + 0.3 * uniform : 0.3 * uniform;
      }
    }
    return accept;
  }
}
