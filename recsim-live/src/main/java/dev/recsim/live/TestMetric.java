package dev.recsim.live;

import dev.recsim.live.options.AbOptions.AbMetric;
import dev.recsim.live.options.AbOptions.Join;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * A metric of a live test, and the columns that it comes from. A unit has one value of each column:
 * its rows are joined.
 *
 * @param name of the metric
 * @param how it is declared
 */
public record TestMetric(String name, AbMetric how) implements Serializable {

  /** A mean of sums, without anything else. */
  public static TestMetric mean(String name, String column) {
    return new TestMetric(name, AbMetric.mean(column));
  }

  /** Column of the metric, or of the numerator of a ratio. */
  public String y() {
    return how.y();
  }

  /** Column of the denominator; empty unless it is a ratio. */
  public Optional<String> d() {
    return Optional.ofNullable(how.ratio()).map(it -> it.get(1));
  }

  /** Column of a covariate that is known before assignment; empty for none. */
  public Optional<String> x() {
    return Optional.ofNullable(how.covariate());
  }

  /** How the rows of a unit become one value. */
  public Join join() {
    return how.join();
  }

  /** Largest value of y that a unit has; NaN for none. */
  public double clip() {
    return Optional.ofNullable(how.clip()).orElse(Double.NaN);
  }

  /** Whether y must be 0 or 1 for each unit. */
  public boolean share() {
    return how.share() != null;
  }

  /** Least value of y that is declared possible; NaN for none. */
  public double low() {
    return range().get(0);
  }

  /** Largest value of y that is declared possible; NaN for none. */
  public double high() {
    return range().get(1);
  }

  private List<Double> range() {
    return Optional.ofNullable(how.range()).orElse(List.of(Double.NaN, Double.NaN));
  }
}
