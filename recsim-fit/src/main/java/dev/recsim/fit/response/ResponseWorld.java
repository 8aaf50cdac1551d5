package dev.recsim.fit.response;

import dev.recsim.api.FiniteMdp;
import dev.recsim.fit.gap.AfterResponse;

/**
 * Users who move from document to document: a user at document i who is shown document j accepts it
 * with probability {@code accept(i, j)}. Then the reward is 1 and the user moves to j. Otherwise
 * the reward is 0 and the user moves to a document drawn from {@code moves}. This is the
 * environment {@code transition_matrix} with any distribution of starts and moves.
 */
public abstract class ResponseWorld implements FiniteMdp, AfterResponse {
  private final double[] start;
  private final double[] move;
  private final double leaveAccepted;
  private final double leaveRefused;
  private final int maxSessionLength;

  /**
   * @param start probability of each first document
   * @param move probability of each document after a refusal
   * @param leaveAccepted probability that a user who accepted leaves
   * @param leaveRefused probability that a user who refused leaves
   * @param maxSessionLength number of steps after which a session is cut off
   */
  ResponseWorld(
      double[] start,
      double[] move,
      double leaveAccepted,
      double leaveRefused,
      int maxSessionLength) {
    this.start = start;
    this.move = move;
    this.leaveAccepted = leaveAccepted;
    this.leaveRefused = leaveRefused;
    this.maxSessionLength = maxSessionLength;
  }

  /** The probability that a user at a document accepts a shown one. */
  public abstract double accept(int document, int shown);

  /** A copy of all acceptance probabilities, [document][shown]. */
  public final double[][] acceptances() {
    double[][] acceptances = new double[states()][states()];
    for (int document = 0; document < acceptances.length; document++) {
      for (int shown = 0; shown < acceptances.length; shown++) {
        acceptances[document][shown] = accept(document, shown);
      }
    }
    return acceptances;
  }

  /** The same world with its probabilities stored, for any thread. */
  public final ResponseWorld stored() {
    return with(acceptances());
  }

  /**
   * The same world with other acceptance probabilities.
   *
   * @param acceptances [document][shown]; not copied
   */
  public final ResponseWorld with(double[][] acceptances) {
    return new ResponseWorld(start, move, leaveAccepted, leaveRefused, maxSessionLength) {
      @Override
      public double accept(int document, int shown) {
        return acceptances[document][shown];
      }
    };
  }

  /** The probability that a user who refused moves to a document. */
  public final double move(int document) {
    return move[document];
  }

  /** The probability that a user leaves after a step. */
  public final double leave(boolean accepted) {
    return accepted ? leaveAccepted : leaveRefused;
  }

  @Override
  public final double after(int state, int action, boolean accepted, double[] values) {
    double next = accepted ? values[action] : 0;
    for (int i = 0; !accepted && i < move.length; i++) {
      next += move[i] * values[i];
    }
    return (1 - leave(accepted)) * next;
  }

  @Override
  public final int states() {
    return start.length;
  }

  @Override
  public final int actions() {
    return start.length;
  }

  @Override
  public final int maxSessionLength() {
    return maxSessionLength;
  }

  @Override
  public final double start(int state) {
    return start[state];
  }

  @Override
  public final double reward(int state, int action) {
    return accept(state, action);
  }

  @Override
  public final void transition(int state, int action, double[] probabilities) {
    double accept = accept(state, action);
    double refused = (1 - accept) * (1 - leave(false));
    for (int next = 0; next < probabilities.length; next++) {
      probabilities[next] = refused * move(next);
    }
    probabilities[action] += accept * (1 - leave(true));
  }
}
