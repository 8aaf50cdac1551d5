package dev.recsim.learn;

import dev.recsim.api.Description;
import dev.recsim.api.InvalidOption;

/** A number that changes over the gradient steps. In YAML a plain number stands for a constant. */
public record Schedule(
    @Description("Value before the first gradient step.") double start,
    @Description("Value from gradient step `updates` on.") double end,
    @Description("Gradient steps over which the value goes from start to end, along a line.")
        int updates) {

  public Schedule {
    InvalidOption.unless(Double.isFinite(start), "start", "must be a finite number");
    InvalidOption.unless(Double.isFinite(end), "end", "must be a finite number");
    InvalidOption.unless(updates >= 0, "updates", "must be 0 or more");
  }

  /** The same value at all times. */
  public static Schedule of(double value) {
    return new Schedule(value, value, 0);
  }

  /** The value after some gradient steps. */
  public double at(long update) {
    return update >= updates ? end : start + (end - start) * update / updates;
  }

  /** Whether all values are in [low, high]. */
  boolean within(double low, double high) {
    return Math.min(start, end) >= low && Math.max(start, end) <= high;
  }
}
