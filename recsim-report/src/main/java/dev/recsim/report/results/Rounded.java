package dev.recsim.report.results;

import dev.recsim.json.JsonObject;
import dev.recsim.stats.Interval;
import java.util.Optional;

/** Figures rounded to the digits of {@code results.json}. */
public final class Rounded {
  private Rounded() {}

  /** Rounds a number to 12 significant digits; null for null, NaN and infinities. */
  public static Double number(Double value) {
    return value == null || !Double.isFinite(value) ? null : (Double) JsonObject.rounded(value);
  }

  /** Both ends rounded; null for none. */
  public static Interval interval(Optional<Interval> interval) {
    return interval.map(JsonObject::rounded).orElse(null);
  }
}
