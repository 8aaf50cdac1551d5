package dev.recsim.ope;

/**
 * The terms of a session for one {@link Estimator}: {@code a, b_1, c_1, ..., b_K, c_K}. They are
 * written again for each session.
 */
public final class Terms {
  private final double[] values;
  private int next;

  /**
   * @param ratios the number K of ratios
   */
  public Terms(int ratios) {
    values = new double[width(ratios)];
  }

  static int width(int ratios) {
    return 1 + 2 * ratios;
  }

  /** Writes the terms of a session. */
  public <S> Terms set(Estimator<S> estimator, S session) {
    values[0] = 0;
    next = 1;
    estimator.formula().write(session, this);
    return this;
  }

  /** Sets the term a. Without a call, it is 0. */
  public void mean(double a) {
    values[0] = a;
  }

  /** Sets the terms of the next ratio. */
  public void ratio(double b, double c) {
    values[next++] = b;
    values[next++] = c;
  }

  double get(int term) {
    return values[term];
  }

  /**
   * The estimate; a ratio whose denominator is 0 is left out.
   *
   * @param n number of sessions, or the sum of their weights
   * @param sums sums of the terms over the sessions
   */
  static double value(double n, double[] sums) {
    double value = sums[0] / n;
    for (int i = 1; i < sums.length; i += 2) {
      value += sums[i + 1] == 0 ? 0 : sums[i] / sums[i + 1];
    }
    return value;
  }
}
