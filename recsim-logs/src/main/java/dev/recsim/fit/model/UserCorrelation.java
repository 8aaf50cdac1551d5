package dev.recsim.fit.model;

import dev.recsim.fit.judge.Chance;
import dev.recsim.fit.judge.FitFinding;
import dev.recsim.fit.judge.FitFinding.Verdict;
import dev.recsim.fit.judge.NumberText;
import dev.recsim.fit.response.ResponseModel;
import dev.recsim.fit.response.ShownSession;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether users differ in what they accept, which the model excludes: the correlation of the
 * responses of one user who is shown the same document at the same document again. If all users are
 * alike, it is 0. If there are kinds of users, it is the share of the variance of responses that
 * the kind explains. Other findings do not see kinds that accept equally many documents.
 *
 * @param correlation sum of products of residuals, divided by the sum of variances
 * @param deviation its standard deviation if all users are alike
 * @param pairs number of pairs of responses
 */
record UserCorrelation(double correlation, double deviation, long pairs) {
  static UserCorrelation of(ResponseModel model, List<ShownSession> sessions) {
    double products = 0;
    double variances = 0;
    double squares = 0;
    long pairs = 0;
    for (ShownSession session : sessions) {
      Map<Integer, Double> before = new HashMap<>();
      for (int t = 0; t < session.length(); t++) {
        int at = session.states()[t];
        int shown = session.shown()[t];
        double accept = model.accept(at, shown);
        double residual = (session.accepted()[t] ? 1 : 0) - accept;
        Double earlier = before.put(at * model.states() + shown, residual);
        if (earlier != null) {
          double variance = accept * (1 - accept);
          products += earlier * residual;
          variances += variance;
          squares += variance * variance;
          pairs++;
        }
      }
    }
    return pairs == 0
        ? new UserCorrelation(0, Double.POSITIVE_INFINITY, 0)
        : new UserCorrelation(products / variances, Math.sqrt(squares) / variances, pairs);
  }

  FitFinding finding(double threshold) {
    double chance = Chance.ONE_SIDED * deviation;
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
          case UNDECIDED -> " These are too few to tell whether users differ; log more sessions.";
          case FAILS ->
              " Users differ, and the environment has one kind of users: scores of agents that do"
                  + " well for one kind are wrong, and no interval of a report covers this error.";
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
