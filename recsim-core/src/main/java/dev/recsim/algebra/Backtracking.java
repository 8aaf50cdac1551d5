package dev.recsim.algebra;

import java.util.function.DoubleUnaryOperator;

/** A backtracking line search: moves are halved until they reach a value. */
public final class Backtracking {
  private static final int HALVINGS = 10;

  private Backtracking() {}

  /**
   * Makes a move, or the first half, quarter and so on of it that reaches a value. After ten
   * halvings, it is not made.
   *
   * @param least value that is accepted
   * @param move makes a share of the move from where it began, and returns the value there
   */
  public static void search(double least, DoubleUnaryOperator move) {
    double share = 1;
    for (int halvings = 0; halvings <= HALVINGS; halvings++) {
      // A value that is not a number is not accepted.
      if (move.applyAsDouble(share) >= least) {
        break;
      }
      share = halvings == HALVINGS - 1 ? 0 : share / 2;
    }
  }
}
