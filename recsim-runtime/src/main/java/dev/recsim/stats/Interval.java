package dev.recsim.stats;

/**
 * An interval of real numbers, both ends included.
 *
 * @param low its lower end
 * @param high its upper end
 */
public record Interval(double low, double high) {

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

  /** Half of the width. */
  public double halfWidth() {
    return (high - low) / 2;
  }
}
