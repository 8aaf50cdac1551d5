package dev.recsim.fit.gap;

/**
 * What a log of another policy says about an environment.
 *
 * @param unit what the means are of: {@code session} or {@code slate}
 * @param cutOff number of sessions that were cut off, which are left out
 * @param unknown number of sessions with documents or states that the environment lacks, which are
 *     left out
 * @param gap of the other sessions
 */
public record Measured(String unit, long cutOff, long unknown, Gap gap) {

  /** Share of the sessions that were cut off. */
  public double cutOffShare() {
    return (double) cutOff / (cutOff + unknown + gap.sessions());
  }
}
