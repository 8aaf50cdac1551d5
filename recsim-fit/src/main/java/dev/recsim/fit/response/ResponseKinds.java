package dev.recsim.fit.response;

import dev.recsim.fit.chain.ExpectationMaximization;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Users of one or several hidden kinds: a session has a kind, drawn once, and each kind responds in
 * its own way.
 *
 * @param shares probability of each kind
 * @param kinds how each responds; all have the same documents
 */
public record ResponseKinds(double[] shares, List<? extends ResponseWorld> kinds) {
  public ResponseKinds {
    kinds = List.copyOf(kinds);
  }

  /** Users who are all alike. */
  public static ResponseKinds of(ResponseWorld world) {
    return new ResponseKinds(new double[] {1}, List.of(world));
  }

  /** Number of kinds. */
  public int size() {
    return shares.length;
  }

  /** What is known about a user after each response. Starts with the shares of the kinds. */
  public final class User {
    private final double[] logs = new double[shares.length];

    private User() {
      for (int c = 0; c < logs.length; c++) {
        logs[c] = StrictMath.log(shares[c]);
      }
    }

    /**
     * Follows a session.
     *
     * @return the probability of accepting in each step, given all that the user did before
     */
    public double[] follow(ShownSession session) {
      double[] accepts = new double[session.length()];
      add(c -> StrictMath.log(kinds.get(c).start(session.states()[0])));
      for (int t = 0; t < accepts.length; t++) {
        int at = session.states()[t];
        int shown = session.shown()[t];
        double[] now = probabilities();
        for (int c = 0; c < now.length; c++) {
          accepts[t] += now[c] * kinds.get(c).accept(at, shown);
        }
        int step = t;
        add(c -> logStep(kinds.get(c), session, step));
      }
      return accepts;
    }

    private interface OfKind {
      double value(int kind);
    }

    private void add(OfKind logarithm) {
      if (logs.length > 1) {
        for (int c = 0; c < logs.length; c++) {
          logs[c] += logarithm.value(c);
        }
      }
    }

    /** Probability of each kind, given what the user did so far. */
    public double[] probabilities() {
      double[] probabilities = logs.clone();
      ExpectationMaximization.normalize(probabilities, 1);
      return probabilities;
    }
  }

  /** A user of whom nothing is known. */
  public User user() {
    return new User();
  }

  /** Log probability of a response and of what followed it. */
  static double logStep(ResponseWorld kind, ShownSession session, int step) {
    boolean accepted = session.accepted()[step];
    double accept = kind.accept(session.states()[step], session.shown()[step]);
    double sum = StrictMath.log(accepted ? accept : 1 - accept);
    if (session.left(step)) {
      return sum + StrictMath.log(kind.leave(accepted));
    }
    if (step + 1 < session.length()) {
      sum += StrictMath.log(1 - kind.leave(accepted));
      sum += accepted ? 0 : StrictMath.log(kind.move(session.states()[step + 1]));
    }
    return sum;
  }

  /**
   * Log probability of the responses of a user, given what was shown and where the user was.
   *
   * @param sessions of one user
   */
  double logResponses(List<ShownSession> sessions) {
    User user = user();
    double sum = 0;
    for (ShownSession session : sessions) {
      double[] accepts = user.follow(session);
      for (int t = 0; t < accepts.length; t++) {
        sum += StrictMath.log(session.accepted()[t] ? accepts[t] : 1 - accepts[t]);
      }
    }
    return sum;
  }

  /** The sessions of each user; those of users who are not known stand alone. */
  static List<List<ShownSession>> byUser(List<ShownSession> sessions) {
    Map<Object, List<ShownSession>> users = new LinkedHashMap<>();
    for (ShownSession session : sessions) {
      Object user = session.isKnown() ? session.user() : new Object();
      users.computeIfAbsent(user, it -> new ArrayList<>()).add(session);
    }
    return Collections.unmodifiableList(new ArrayList<>(users.values()));
  }
}
