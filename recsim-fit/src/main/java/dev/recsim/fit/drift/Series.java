package dev.recsim.fit.drift;

import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * How often something happened, and how often it was expected, by series (such as documents), block
 * of the log and fold. Fold f has every {@link #FOLDS}th session from f on. Sessions are
 * independent of each other; what happens within one is not.
 */
public final class Series {
  /** Number of folds, which are independent of each other. */
  static final int FOLDS = 20;

  /** Number of sums of a series: those of a block stand together. */
  static final int SUMS = Contrast.BLOCKS * FOLDS;

  private final String what;
  private final String one;
  private final IntFunction<String> names;
  private final Period period;
  private final double[][] happened;
  private final double[][] expected;

  /** Sum over sessions of the squared difference between happened and expected. */
  private final double[] squares;

  private final double[] now;
  private final double[] nowExpected;
  private int[] touched = new int[16];
  private int count;
  private int session;

  /**
   * @param what what happens, in the plural, such as {@code acceptances}
   * @param one a series in one word, such as {@code document}; empty if there is only one
   * @param size number of series
   * @param names of the series
   */
  public Series(String what, String one, int size, IntFunction<String> names, Period period) {
    this.what = what;
    this.one = one;
    this.names = names;
    this.period = period;
    happened = new double[size][];
    expected = new double[size][];
    squares = new double[size];
    now = new double[size];
    nowExpected = new double[size];
  }

  /**
   * Adds an event of the current session.
   *
   * @param happens whether it happened
   * @param probability expected probability
   */
  public void add(int series, boolean happens, double probability) {
    if (nowExpected[series] == 0 && now[series] == 0) {
      touched = count < touched.length ? touched : Arrays.copyOf(touched, 2 * count);
      touched[count++] = series;
    }
    now[series] += happens ? 1 : 0;
    nowExpected[series] += probability;
  }

  /** Ends the current session and begins the next. */
  public void next() {
    int sum = period.block(session) * FOLDS + session % FOLDS;
    for (int i = 0; i < count; i++) {
      int s = touched[i];
      happened(s)[sum] += now[s];
      expected(s)[sum] += nowExpected[s];
      squares[s] += (now[s] - nowExpected[s]) * (now[s] - nowExpected[s]);
      now[s] = 0;
      nowExpected[s] = 0;
    }
    count = 0;
    session++;
  }

  private double[] happened(int series) {
    if (happened[series] == null) {
      happened[series] = new double[SUMS];
      expected[series] = new double[SUMS];
    }
    return happened[series];
  }

  private double[] expected(int series) {
    happened(series);
    return expected[series];
  }

  /** Sets the sums of a series that were counted elsewhere. */
  void set(int series, double[] happened, double[] expected, double squares) {
    this.happened[series] = happened;
    this.expected[series] = expected;
    this.squares[series] = squares;
  }

  int size() {
    return happened.length;
  }

  /** Whether anything of a series was observed. */
  boolean observed(int series) {
    return happened[series] != null;
  }

  double[] happenedIn(int series) {
    return happened[series];
  }

  double[] expectedIn(int series) {
    return expected[series];
  }

  double squares(int series) {
    return squares[series];
  }

  String what() {
    return what;
  }

  String one() {
    return one;
  }

  String name(int series) {
    return names.apply(series);
  }

  Period period() {
    return period;
  }
}
