package dev.recsim.logs.served;

import java.io.Serializable;
import java.util.List;
import java.util.Set;

/**
 * How a served log is read.
 *
 * @param outcomes which outcomes count
 * @param sessionGap milliseconds without a decision after which a session is over; 0 if each
 *     decision is a session
 * @param arms the arms whose sessions are read; empty for all
 * @param keepInterleaved whether sessions with interleaved slates are read
 * @param limits what may be missing
 */
public record ServedOptions(
    Outcomes outcomes, long sessionGap, Set<String> arms, boolean keepInterleaved, Limits limits)
    implements Serializable {

  /**
   * Which outcomes count.
   *
   * @param attribution milliseconds after a decision in which an outcome counts
   * @param keepLate whether outcomes count however late they come
   * @param sum whether several outcomes of a decision are added; otherwise the first counts
   */
  public record Outcomes(long attribution, boolean keepLate, boolean sum) implements Serializable {}

  /**
   * What may be missing.
   *
   * @param fallbacks largest share of fallbacks if propensities are needed
   * @param mostLost largest share of records that may be lost
   */
  public record Limits(double fallbacks, double mostLost) implements Serializable {}

  /** Half an hour for outcomes and between decisions; the first outcome counts. */
  public static final ServedOptions DEFAULTS =
      new ServedOptions(
          new Outcomes(1_800_000, false, false),
          1_800_000,
          Set.of(),
          false,
          new Limits(0.01, 0.01));

  public ServedOptions {
    arms = Set.copyOf(arms);
  }

  /** The same for these arms. */
  public ServedOptions only(List<String> chosen) {
    return new ServedOptions(outcomes, sessionGap, Set.copyOf(chosen), keepInterleaved, limits);
  }
}
