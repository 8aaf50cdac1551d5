package dev.recsim.logs.served;

import java.io.Serializable;
import java.util.List;
import java.util.Set;

/**
 * How a served log is read.
 *
 * @param attribution milliseconds after a decision in which an outcome counts
 * @param sessionGap milliseconds without a decision after which a session is over; 0 if each
 *     decision is a session
 * @param keepLate whether outcomes count however late they come
 * @param sum whether several outcomes of a decision are added; otherwise the first counts
 * @param arms the arms whose sessions are read; empty for all
 * @param keepInterleaved whether sessions with interleaved slates are read
 * @param fallbacks largest share of fallbacks if propensities are needed
 * @param mostLost largest share of records that may be lost
 */
public record ServedOptions(
    long attribution,
    long sessionGap,
    boolean keepLate,
    boolean sum,
    Set<String> arms,
    boolean keepInterleaved,
    double fallbacks,
    double mostLost)
    implements Serializable {

  /** Half an hour for outcomes and between decisions; the first outcome counts. */
  public static final ServedOptions DEFAULTS =
      new ServedOptions(1_800_000, 1_800_000, false, false, Set.of(), false, 0.01, 0.01);

  public ServedOptions {
    arms = Set.copyOf(arms);
  }

  /** The same for these arms. */
  public ServedOptions only(List<String> chosen) {
    return new ServedOptions(
        attribution,
        sessionGap,
        keepLate,
        sum,
        Set.copyOf(chosen),
        keepInterleaved,
        fallbacks,
        mostLost);
  }
}
