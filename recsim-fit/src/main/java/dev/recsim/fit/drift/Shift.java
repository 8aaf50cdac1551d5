package dev.recsim.fit.drift;

/**
 * A change between two parts of a log, as an effect size.
 *
 * @param subject what changed, the same word for all contrasts
 * @param sentence how it changed, as the start of a sentence
 * @param several whether it is a change of several series
 * @param value relative size of the change
 * @param chance size that is exceeded with small probability if nothing changes
 * @param gain in likelihood by the contrast, in units that are the same for one subject
 * @param contrast the parts
 */
record Shift(
    String subject,
    String sentence,
    boolean several,
    double value,
    double chance,
    double gain,
    Contrast contrast) {

  /** How much larger than chance; at most 0 unless it is larger than a threshold, too. */
  double excess(double threshold) {
    return value > threshold ? value / chance - 1 : -1;
  }
}
