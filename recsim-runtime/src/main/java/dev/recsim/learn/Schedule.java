package dev.recsim.learn;

import dev.recsim.api.Description;
import dev.recsim.api.Range;

/** A number that changes over the gradient steps. In YAML a plain number stands for a constant. */
public record Schedule(
    @Description("Value before the first gradient step.") @Range double start,
    @Description("Value from gradient step `updates` on.") @Range double end,
    @Description(
            "Number of gradient steps over which the value changes linearly from start to"
                + " end.")
        @Range(min = 0)
        int updates) {

  /** The same value at all times. */
  public static Schedule of(double value) {
    return new Schedule(value, value, 0);
  }

  /** The value after some gradient steps. */
  public double at(long update) {
    return update >= updates ? end : start + (end - start) * update / updates;
  }
}
