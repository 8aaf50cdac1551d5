package dev.recsim.decide.sequence;

import dev.recsim.decide.metric.ArmMeans;

/** Intervals of a relative effect that are not used, because their error rates are worse. */
final class OtherIntervals {
  private OtherIntervals() {}

  /** The bounds of b / a - 1 of Fieller; NaN if a may be 0. */
  static double[] fieller(ArmMeans it, double zLow, double zHigh) {
    return new double[] {root(it, zLow, -1) - 1, root(it, zHigh, 1) - 1};
  }

  private static double root(ArmMeans it, double z, int sign) {
    double a = it.a() * it.a() - z * z * it.aa();
    double b = it.a() * it.b() - z * z * it.ab();
    double c = it.b() * it.b() - z * z * it.bb();
    return a > 0 ? (b + sign * Math.sqrt(b * b - a * c)) / a : Double.NaN;
  }

  /** The relative effect b / a - 1 and its standard error by the delta method. */
  static double[] delta(ArmMeans it) {
    double ratio = it.b() / it.a();
    double square = it.bb() - 2 * ratio * it.ab() + ratio * ratio * it.aa();
    return new double[] {ratio - 1, Math.sqrt(square) / Math.abs(it.a())};
  }
}
