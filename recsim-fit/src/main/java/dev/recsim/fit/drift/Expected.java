package dev.recsim.fit.drift;

import dev.recsim.fit.response.ResponseCounts;
import dev.recsim.fit.response.ShownSession;
import java.util.List;

/**
 * How often users of a whole log accept a document at a document. Cells with few rows are drawn
 * towards the rate of the document times that of the state, divided by that of all. The model draws
 * them towards the rate of all: then a policy that moves to popular documents looks like a change
 * of users.
 */
final class Expected {
  private final ResponseCounts counts;
  private final double weight;
  private final double all;
  private final double[] documents;
  private final double[] states;
  private final double leaveAccepted;
  private final double leaveRefused;

  Expected(int size, List<ShownSession> sessions) {
    counts = ResponseCounts.of(size, sessions);
    weight = counts.prior().a() + counts.prior().b();
    leaveAccepted = counts.leave(true);
    leaveRefused = counts.leave(false);
    all = (counts.acceptances() + 1.0) / (counts.steps() + 2);
    documents = new double[size];
    states = new double[size];
    for (int i = 0; i < size; i++) {
      double shownAt = 1;
      double acceptedAt = all;
      double shown = 1;
      double accepted = all;
      for (int j = 0; j < size; j++) {
        shownAt += counts.shown()[i][j];
        acceptedAt += counts.accepted()[i][j];
        shown += counts.shown()[j][i];
        accepted += counts.accepted()[j][i];
      }
      states[i] = acceptedAt / shownAt;
      documents[i] = accepted / shown;
    }
  }

  double accept(int document, int shown) {
    double mean = Math.min(1, documents[shown] * states[document] / all);
    return (counts.accepted()[document][shown] + weight * mean)
        / (counts.shown()[document][shown] + weight);
  }

  /** The share of responses after which users left. */
  double leave(boolean accepted) {
    return accepted ? leaveAccepted : leaveRefused;
  }
}
