package dev.recsim.live;

import java.io.Serializable;

/**
 * A metric of a live test, and the columns that it comes from. A unit has one value of each column:
 * its rows are joined.
 *
 * @param name of the metric
 * @param y column of the metric, or of the numerator of a ratio
 * @param d column of the denominator; null unless it is a ratio
 * @param x column of a covariate that is known before assignment; null for none
 * @param join how the rows of a unit become one value
 * @param clip largest value of y that a unit has; NaN for none
 * @param share whether y must be 0 or 1 for each unit
 * @param low least value of y that is declared possible; NaN for none
 * @param high largest value of y that is declared possible; NaN for none
 */
public record TestMetric(
    String name,
    String y,
    String d,
    String x,
    Join join,
    double clip,
    boolean share,
    double low,
    double high)
    implements Serializable {

  /** How the rows of a unit become one value. */
  public enum Join {
    /** Their sum. */
    SUM,
    /** The value of the latest row. */
    LAST,
    /** The largest value. */
    MAX,
    /** 1 if a value is not 0, else 0. */
    ANY
  }

  /** A mean of sums, without anything else. */
  public static TestMetric mean(String name, String column) {
    return new TestMetric(
        name, column, null, null, Join.SUM, Double.NaN, false, Double.NaN, Double.NaN);
  }
}
