package dev.recsim.decide.reality;

/**
 * An effect as ln(to / from), which makes gains and losses of the same factor equally large.
 *
 * @param effect ln(to / from)
 * @param error its standard error
 */
public record LogRatio(double effect, double error) {

  /**
   * From a relative change.
   *
   * @param change (to - from) / from, above -1
   * @param error its standard error
   * @return the same as ln(to / from)
   */
  public static LogRatio ofRelative(double change, double error) {
    return new LogRatio(StrictMath.log1p(change), error / (1 + change));
  }

  /**
   * The relative change of an effect.
   *
   * @param effect ln(to / from)
   * @return (to - from) / from
   */
  public static double relative(double effect) {
    return StrictMath.expm1(effect);
  }

  /**
   * From the means of two independent samples.
   *
   * @param from mean of the first sample, above 0
   * @param fromError its standard error
   * @param to mean of the second sample, above 0
   * @param toError its standard error
   * @return the effect, its error by the delta method
   */
  public static LogRatio ofMeans(double from, double fromError, double to, double toError) {
    return new LogRatio(
        StrictMath.log(to / from),
        Math.sqrt(fromError / from * (fromError / from) + toError / to * (toError / to)));
  }
}
