package dev.recsim.ope.evaluation;

import dev.recsim.logs.LoggedSession;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Optional;

/** A policy whose value is asked for: its probabilities of what a log shows. */
public interface Target extends Serializable {

  /** Receives documents and their probabilities. */
  @FunctionalInterface
  interface Distribution {
    void document(long document, double probability);
  }

  String name();

  /** Why the log says nothing about this policy, whatever the weights are; empty if it may. */
  default Optional<String> refusal() {
    return Optional.empty();
  }

  /** The probability of the slate of a step; NaN if it is unknown. */
  default double probability(LoggedSession session, int step) {
    double product = 1;
    for (int p = 0; p < session.size(step); p++) {
      product *= probability(session, step, p);
    }
    return product;
  }

  /**
   * The probability of the document at a position, given the documents above it; NaN if it is
   * unknown.
   */
  double probability(LoggedSession session, int step, int position);

  /** Whether {@link #distribution} is known. */
  default boolean knowsDistribution() {
    return false;
  }

  /**
   * Passes on the probability of every document to be shown first in a step.
   *
   * @throws UnsupportedOperationException if they are unknown
   */
  default void distribution(LoggedSession session, int step, Distribution into) {
    throw new UnsupportedOperationException(name() + " does not know its distribution");
  }

  /** The policy whose probabilities are in an additional column of the log. */
  record Column(String name, int extra) implements Target {
    @Override
    public double probability(LoggedSession session, int step, int position) {
      return session.extra(step, position, extra);
    }
  }

  /**
   * A policy for single documents as a table.
   *
   * @param probabilities of each document, by state
   */
  record Table(String name, HashMap<Long, double[]> probabilities) implements Target {
    @Override
    public double probability(LoggedSession session, int step, int position) {
      return probabilities.get(session.state(step))[(int) session.document(step, 0)];
    }

    @Override
    public boolean knowsDistribution() {
      return true;
    }

    @Override
    public void distribution(LoggedSession session, int step, Distribution into) {
      double[] row = probabilities.get(session.state(step));
      for (int document = 0; document < row.length; document++) {
        into.document(document, row[document]);
      }
    }
  }

  /** Draws slates uniformly from the candidates, or from all documents of a log without them. */
  record Uniform(String name, Survey survey) implements Target {
    @Override
    public Optional<String> refusal() {
      return survey.catalogue().size() > 1 || survey.candidates()
          ? Optional.empty()
          : Optional.of("the log shows only one document; log others with a probability above 0");
    }

    @Override
    public double probability(LoggedSession session, int step, int position) {
      int candidates = session.candidates(step);
      return 1.0 / ((candidates > 0 ? candidates : survey.catalogue().size()) - position);
    }

    @Override
    public boolean knowsDistribution() {
      return true;
    }

    @Override
    public void distribution(LoggedSession session, int step, Distribution into) {
      int candidates = session.candidates(step);
      if (candidates > 0) {
        for (int i = 0; i < candidates; i++) {
          into.document(session.candidate(step, i), 1.0 / candidates);
        }
      } else {
        for (long document : survey.catalogue()) {
          into.document(document, 1.0 / survey.catalogue().size());
        }
      }
    }
  }
}
