package dev.recsim.rule;

import com.fasterxml.jackson.core.io.NumberOutput;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.stats.Decimals;
import java.math.BigDecimal;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tolerated loss: the larger of the two if both are given.
 *
 * @param relative share of the baseline's mean, or null
 * @param absolute in units of the score or metric, or null
 */
public record Margin(
    @Description("Share of the mean in the baseline, for example 0.02.")
        @Range(above = 0, below = 1)
        Double relative,
    @Description("In units of the score (reward per session) or of the metric.") @Range(above = 0)
        Double absolute) {

  /** The default margin. */
  public static final Margin DEFAULTS = new Margin(0.02, null);

  public Margin {
    if (relative == null && absolute == null) {
      throw new IllegalArgumentException("needs at least one of relative and absolute");
    }
  }

  /** Whether it has a share of the mean. */
  public boolean hasRelative() {
    return relative != null;
  }

  /** Whether it has a part in units of the score or metric. */
  public boolean hasAbsolute() {
    return absolute != null;
  }

  /** The margin as in the experiment file: {@code {relative: 0.02}}. */
  public String text() {
    return Stream.of(
            relative == null ? "" : "relative: " + plain(relative),
            absolute == null ? "" : "absolute: " + plain(absolute))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(", ", "{", "}"));
  }

  static String plain(double value) {
    return Decimals.plain(new BigDecimal(NumberOutput.toString(value, true))).toPlainString();
  }

  /**
   * The margin for a baseline with this mean, in units of the score or metric; 0 only for a mean of
   * 0.
   */
  public double around(double mean) {
    return Math.max(
        absolute == null ? 0 : absolute, relative == null ? 0 : relative * Math.abs(mean));
  }

  /** Whether it is the absolute part that allows the most around this mean. */
  public boolean isAbsolute(double mean) {
    return absolute != null && absolute >= around(mean);
  }

  /** Whether no part of this margin is larger than the same part of the other one. */
  public boolean within(Margin other) {
    return within(relative, other.relative) && within(absolute, other.absolute);
  }

  private static boolean within(Double part, Double limit) {
    return part == null || limit != null && part <= limit;
  }
}
