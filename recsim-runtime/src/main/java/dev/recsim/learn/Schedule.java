package dev.recsim.learn;

import dev.recsim.api.Description;
import dev.recsim.api.Range;

/** A number that changes over the gradient steps. In YAML, a plain number is a constant. */
public record Schedule(
    @Description("Value before the first gradient step.") @Range double start,
    @Description("Value from gradient step `updates` on.") @Range double end,
    @Description(
            "Number of gradient steps over which the value changes linearly from start to"
                + " end.")
        @Range(min = 0)
        int updates) {

  /** A constant. */
  public static Schedule of(double value) {
    return new Schedule(value, value, 0);
  }

  /** The value after this number of gradient steps. */
  public double at(long update) {
    return update >= updates ? end : start + (end - start) * update / updates;
  }
}
