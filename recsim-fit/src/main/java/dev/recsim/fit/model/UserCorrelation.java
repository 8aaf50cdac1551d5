package dev.recsim.fit.model;

import dev.recsim.fit.judge.Chance;
import dev.recsim.fit.judge.FitFinding;
import dev.recsim.fit.judge.FitFinding.Verdict;
import dev.recsim.fit.judge.NumberText;
import dev.recsim.fit.judge.Unseen;
import dev.recsim.fit.response.ResponseKinds;
import dev.recsim.fit.response.ShownSession;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether users differ in what they accept, which the model excludes: the correlation of the
 * responses of one user who is shown the same document at the same document again. If all users are
 * alike, it is 0. If there are kinds of users, it is the share of the variance of responses that
 * the kind explains. Other findings do not see kinds that accept equally many documents.
 *
 * <p>Pairs are of one session, and of all sessions of a user who is known.
 *
 * @param correlation sum of products of residuals, divided by the sum of variances
 * @param deviation its standard deviation if all users are alike
 * @param pairs number of pairs of responses
 * @param known whether some users have several sessions
 * @param kinds number of kinds in the model
 */
record UserCorrelation(double correlation, double deviation, long pairs, boolean known, int kinds) {

  static UserCorrelation of(ResponseKinds model, List<ShownSession> sessions) {
    Pairs pairs = new Pairs(model.kinds().get(0).states());
    Map<Long, Known> users = new HashMap<>();
    boolean known = false;
    for (ShownSession session : sessions) {
      known |= users.containsKey(session.user());
      Known user =
          session.isKnown()
              ? users.computeIfAbsent(session.user(), it -> new Known(model.user()))
              : new Known(model.user());
      pairs.add(session, user);
    }
    return pairs.count == 0
        ? new UserCorrelation(0, Double.POSITIVE_INFINITY, 0, known, model.size())
        : new UserCorrelation(
            pairs.products / pairs.variances,
            Math.sqrt(pairs.squares) / pairs.variances,
            pairs.count,
            known,
            model.size());
  }

  /**
   * A user.
   *
   * @param follows what the model knows of the user
   * @param before residual of the user's last response by cell
   */
  private record Known(ResponseKinds.User follows, Map<Integer, Double> before) {
    Known(ResponseKinds.User follows) {
      this(follows, new HashMap<>());
    }
  }

  /** Sums over pairs of responses. */
  private static final class Pairs {
    private final int documents;
    private double products;
    private double variances;
    private double squares;
    private long count;

    Pairs(int documents) {
      this.documents = documents;
    }

    void add(ShownSession session, Known user) {
      double[] accepts = user.follows().follow(session);
      for (int t = 0; t < accepts.length; t++) {
        double accept = accepts[t];
        double residual = (session.accepted()[t] ? 1 : 0) - accept;
        int cell = session.states()[t] * documents + session.shown()[t];
        Double earlier = user.before().put(cell, residual);
        if (earlier != null) {
          double variance = accept * (1 - accept);
          products += earlier * residual;
          variances += variance;
          squares += variance * variance;
          count++;
        }
      }
    }
  }

  private double chance() {
    return Chance.ONE_SIDED * deviation;
  }

  /** Kinds that are too small to be seen; empty if those above the threshold are seen. */
  Optional<Unseen> unseen(double threshold) {
    if (chance() <= threshold || correlation > chance()) {
      return Optional.empty();
    }
    return Optional.of(
        new Unseen(
            "kinds of users",
            pairs == 0
                ? "nobody was shown the same document at the same document twice; " + cure()
                : "correlations below %s cannot be seen in %s pairs of responses"
                    .formatted(NumberText.text(chance()), pairs)));
  }

  private String cure() {
    return known
        ? "log more sessions of each user"
        : "log longer sessions, or name the user in columns.user_id";
  }

  FitFinding finding(double threshold) {
    double chance = chance();
    boolean precise = chance <= threshold || correlation + chance <= threshold;
    Verdict verdict =
        correlation > Math.max(threshold, chance)
            ? Verdict.FAILS
            : correlation <= threshold && precise ? Verdict.PASSES : Verdict.UNDECIDED;
    String measured =
        "Responses of one user to the same document correlate with %s, in %s pairs of responses."
            .formatted(NumberText.text(correlation), pairs);
    String more =
        switch (verdict) {
          case HOLDS, PASSES -> "";
          case UNDECIDED ->
              pairs == 0
                  ? " Nothing can tell whether users differ; " + cure() + "."
                  : " These are too few to tell whether users differ; log more sessions.";
          case FAILS ->
              " Users differ more than in the environment: scores of agents that do well for one kind"
                  + " of users are wrong, and no interval of a report covers this error. "
                  + (kinds == 1
                      ? "Fit several kinds: model: {type: responses, kinds: auto}."
                      : "Fit more than %s kinds.".formatted(kinds));
        };
    return new FitFinding(
        "user_correlation",
        verdict,
        correlation,
        threshold,
        Double.isFinite(chance) ? chance : 1,
        measured + more);
  }
}
