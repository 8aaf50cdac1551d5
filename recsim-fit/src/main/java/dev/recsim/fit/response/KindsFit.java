package dev.recsim.fit.response;

import dev.recsim.fit.chain.ExpectationMaximization;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Fits {@link ResponseKinds} by expectation maximization. All sessions of a user who is known are
 * of one kind. Estimates are posterior means given the expected counts of a kind:
 *
 * <ul>
 *   <li>acceptance of each cell: under Beta(a, b), which is fitted to the cells of all kinds
 *   <li>first document, document after a refusal, and leaving: under priors whose mean is that of
 *       all kinds together, with the weight of one observation for each outcome
 * </ul>
 */
public final class KindsFit implements ExpectationMaximization.Mixture {
  /** Random starts, of which the best after a few steps is continued. */
  private static final int STARTS = 6;

  private static final int TRIED = 25;
  private static final int STEPS = 400;

  /** Smallest gain of a step in nats per session. */
  private static final double LEAST = 1e-5;

  /** How often the prior is fitted again. */
  private static final int PRIORS = 3;

  /** Largest number of kinds that is tried. */
  private static final int MOST = 8;

  /** 95 % quantile of the normal distribution. */
  private static final double SURE = 1.645;

  /** Every how many users one chooses the number of kinds. */
  private static final int HELD_OUT = 5;

  private final KindEvents events;
  private final List<List<ShownSession>> users;
  private final int[][] happened;
  private final int kinds;
  private final double sessions;

  /** Expected counts: [kind], [kind] of sessions, and [event, kind]. */
  private final double[] userCounts;

  private final double[] sessionCounts;
  private final double[] counts;

  private final double[] logShares;
  private final double[] logs;
  private BetaPrior prior;
  private List<ResponseKind> fitted = List.of();

  private KindsFit(List<List<ShownSession>> users, KindEvents events, int kinds) {
    this.users = users;
    this.events = events;
    this.kinds = kinds;
    happened = users.stream().map(events::of).toArray(int[][]::new);
    sessions = users.stream().mapToInt(List::size).sum();
    prior = events.prior();
    userCounts = new double[kinds];
    sessionCounts = new double[kinds];
    counts = new double[events.size() * kinds];
    logShares = new double[kinds];
    logs = new double[counts.length];
  }

  /**
   * Fits a number of kinds.
   *
   * @param kinds 2 or more
   * @param key of random starts
   * @return the kinds, the largest first
   */
  public static List<ResponseKind> fit(
      int documents, List<ShownSession> sessions, int kinds, RandomKey key) {
    KindEvents events = new KindEvents(ResponseCounts.of(documents, sessions));
    List<List<ShownSession>> users = ResponseKinds.byUser(sessions);
    KindsFit best = null;
    double most = Double.NEGATIVE_INFINITY;
    for (int start = 0; start < STARTS; start++) {
      KindsFit tried = new KindsFit(users, events, kinds);
      ExpectationMaximization.start(tried, key.child(start));
      double likelihood = ExpectationMaximization.improve(tried, TRIED, 0, sessions.size());
      if (likelihood > most) {
        most = likelihood;
        best = tried;
      }
    }
    for (int round = 0; round < PRIORS; round++) {
      best.fitPrior();
      best.maximize();
      ExpectationMaximization.improve(best, STEPS, LEAST, sessions.size());
    }
    return best.largestFirst();
  }

  /**
   * Chooses the number of kinds: the first after which one more kind does not predict the responses
   * of users that it has not seen better, with a one-sided error of 5 %.
   *
   * @return the number, 1 or more
   */
  public static int choose(int documents, List<ShownSession> sessions, RandomKey key) {
    List<ShownSession> training = new ArrayList<>();
    List<List<ShownSession>> judging = new ArrayList<>();
    List<List<ShownSession>> users = ResponseKinds.byUser(sessions);
    for (int u = 0; u < users.size(); u++) {
      if (u % HELD_OUT == HELD_OUT - 1) {
        judging.add(users.get(u));
      } else {
        training.addAll(users.get(u));
      }
    }
    if (judging.isEmpty()) {
      return 1;
    }
    ResponseWorld one = new ResponseModel(ResponseCounts.of(documents, training), 1);
    double[] before = likelihoods(ResponseKinds.of(one), judging);
    for (int kinds = 2; kinds <= MOST; kinds++) {
      double[] now = likelihoods(of(fit(documents, training, kinds, key.child(kinds)), 1), judging);
      if (!better(now, before)) {
        return kinds - 1;
      }
      before = now;
    }
    return MOST;
  }

  private static double[] likelihoods(ResponseKinds kinds, List<List<ShownSession>> users) {
    return users.stream().mapToDouble(kinds::logResponses).toArray();
  }

  private static boolean better(double[] now, double[] before) {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < now.length; i++) {
      double gain = now[i] - before[i];
      sum += gain;
      squares += gain * gain;
    }
    return sum > SURE * Math.sqrt(Math.max(0, squares - sum * sum / now.length));
  }

  /** The kinds of a file. */
  public static ResponseKinds of(List<ResponseKind> kinds, int maxSessionLength) {
    return new ResponseKinds(
        kinds.stream().mapToDouble(ResponseKind::share).toArray(),
        kinds.stream().map(it -> it.world(maxSessionLength)).toList());
  }

  @Override
  public int kinds() {
    return kinds;
  }

  @Override
  public int units() {
    return users.size();
  }

  @Override
  public int count(int unit) {
    return 1;
  }

  @Override
  public void add(int unit, double[] shares) {
    for (int c = 0; c < kinds; c++) {
      userCounts[c] += shares[c];
      sessionCounts[c] += users.get(unit).size() * shares[c];
    }
    for (int event : happened[unit]) {
      for (int c = 0; c < kinds; c++) {
        counts[event * kinds + c] += shares[c];
      }
    }
  }

  @Override
  public void maximize() {
    List<ResponseKind> now = new ArrayList<>();
    for (int c = 0; c < kinds; c++) {
      logShares[c] = StrictMath.log((userCounts[c] + 1) / (users.size() + kinds));
      double share = (sessionCounts[c] + 1) / (sessions + kinds);
      double[] own = of(c);
      double[] expected = events.logarithms(own, prior);
      for (int event = 0; event < expected.length; event++) {
        logs[event * kinds + c] = expected[event];
      }
      now.add(events.kind(own, prior, share));
    }
    fitted = now;
    Arrays.fill(userCounts, 0);
    Arrays.fill(sessionCounts, 0);
    Arrays.fill(counts, 0);
  }

  /** Counts of the events of a kind. */
  private double[] of(int kind) {
    double[] own = new double[events.size()];
    Arrays.setAll(own, event -> counts[event * kinds + kind]);
    return own;
  }

  @Override
  public void logJoint(int unit, double[] joint) {
    System.arraycopy(logShares, 0, joint, 0, kinds);
    for (int event : happened[unit]) {
      for (int c = 0; c < kinds; c++) {
        joint[c] += logs[event * kinds + c];
      }
    }
  }

  /** Fits the prior to the counts of all kinds, rounded to whole responses. */
  private void fitPrior() {
    int[][] shown = new int[kinds][];
    int[][] accepted = new int[kinds][];
    for (int c = 0; c < kinds; c++) {
      double[] own = of(c);
      accepted[c] = events.accepted(own);
      shown[c] = events.refused(own);
      for (int cell = 0; cell < shown[c].length; cell++) {
        shown[c][cell] += accepted[c][cell];
      }
    }
    prior = BetaPrior.fit(shown, accepted);
  }

  private List<ResponseKind> largestFirst() {
    return fitted.stream()
        .sorted(Comparator.comparingDouble(ResponseKind::share).reversed())
        .toList();
  }
}
