package dev.recsim.learn;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;

/** A number that changes over the gradient steps. In YAML, a plain number is a constant. */
public record Schedule(
    @Description("Value before the first gradient step.") @Range double start,
    @Description("Value at the end of the change, and after it.") @Range double end,
    @Description("Number of gradient steps over which the value changes linearly.") @Range(min = 0)
        Integer updates,
    @Description(
            "Share of the gradient steps of the training over which the value changes linearly;"
                + " instead of updates. Default: all of them.")
        @Range(above = 0, max = 1)
        Double share) {

  public Schedule {
    InvalidOption.unless(
        updates == null || share == null,
        "share",
        "and updates are two lengths of the same change; give one of them");
  }

  /** A constant. */
  public static Schedule of(double value) {
    return new Schedule(value, value, 0, null);
  }

  /**
   * The value after a number of gradient steps.
   *
   * @param planned number of gradient steps of the training
   */
  public double at(long update, long planned) {
    double length = updates != null ? updates : share != null ? share * planned : planned;
    return update >= length ? end : start + (end - start) * update / length;
  }
}
