package dev.recsim.ope;

import java.io.Serializable;
import java.util.PriorityQueue;

/** How much of a sum of sizes its largest terms hold. Sums of parts of a log can be added. */
public final class LargestShare implements Serializable {
  private static final long serialVersionUID = 1;
  private final int count;
  private final PriorityQueue<Double> largest = new PriorityQueue<>();
  private double sum;

  /**
   * @param count number of terms, at least 1
   */
  public LargestShare(int count) {
    this.count = count;
  }

  public int count() {
    return count;
  }

  /** Adds a term. */
  public void add(double term) {
    double size = Math.abs(term);
    sum += size;
    keep(size);
  }

  private void keep(double size) {
    if (largest.size() < count) {
      largest.add(size);
    } else if (size > largest.element()) {
      largest.remove();
      largest.add(size);
    }
  }

  /** Adds the terms of another part of the log. */
  public void add(LargestShare other) {
    sum += other.sum;
    other.largest.forEach(this::keep);
  }

  /** Their share; 0 without terms. */
  public double share() {
    return sum == 0 ? 0 : largest.stream().mapToDouble(it -> it).sum() / sum;
  }
}
