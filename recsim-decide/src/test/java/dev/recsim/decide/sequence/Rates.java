package dev.recsim.decide.sequence;

import dev.recsim.decide.sequence.Simulated.Shown;

/** How often simulated series showed that a treatment is better, or worse. */
final class Rates {
  private int series;
  private int better;
  private int worse;

  void add(Shown shown) {
    series++;
    better += shown.side() > 0 ? 1 : 0;
    worse += shown.side() < 0 ? 1 : 0;
  }

  /** In percent. */
  double better() {
    return 100.0 * better / series;
  }

  /** In percent. */
  double worse() {
    return 100.0 * worse / series;
  }

  /** The standard error of a rate in percent, in this many series. */
  double error(double percent) {
    return Math.sqrt(percent * (100 - percent) / series);
  }

  @Override
  public String toString() {
    return String.format("%5.2f / %5.2f", better(), worse());
  }
}
