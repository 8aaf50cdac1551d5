package dev.recsim.stats;

import java.io.Serializable;

/**
 * An interval of real numbers, both ends included.
 *
 * @param low its lower end
 * @param high its upper end
 */
public record Interval(double low, double high) implements Serializable {

  /**
   * @throws IllegalArgumentException if an end is NaN or low is above high
   */
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("not an interval: " + low + " to " + high);
    }
  }

  /** Whether the value is inside. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  /** Returns the part of the interval between these ends; the nearest end if there is none. */
  public Interval within(double least, double most) {
    return new Interval(
        Math.max(least, Math.min(most, low)), Math.max(least, Math.min(most, high)));
  }

  /** Returns the interval in other units; the factor is above 0. */
  public Interval times(double factor) {
    return new Interval(factor * low, factor * high);
  }

  /** Half of the width. */
  public double halfWidth() {
    return (high - low) / 2;
  }
}
