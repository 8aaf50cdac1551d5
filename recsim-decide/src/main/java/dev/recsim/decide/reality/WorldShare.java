package dev.recsim.decide.reality;

import dev.recsim.stats.Proportion;
import java.util.Optional;

/**
 * In how many plausible worlds a claim holds, as bounds of the share of all such worlds.
 *
 * @param holds worlds in which it holds
 * @param undecided worlds whose simulation leaves open whether it holds
 * @param worlds all of them
 */
public record WorldShare(int holds, int undecided, int worlds) {
  /** What the worlds show of a claim. */
  public enum Verdict {
    /** The lower bound of the share reaches what is asked. */
    HOLDS,
    /** The upper bound is below it. */
    BROKEN,
    /** Neither. */
    UNDECIDED
  }

  /**
   * Checks the numbers.
   *
   * @param holds worlds in which it holds
   * @param undecided worlds that leave it open
   * @param worlds all of them
   * @throws IllegalArgumentException if a number is negative, or parts exceed the whole
   */
  public WorldShare {
    if (holds < 0 || undecided < 0 || worlds < 1 || holds + undecided > worlds) {
      throw new IllegalArgumentException(
          "%s and %s of %s worlds".formatted(holds, undecided, worlds));
    }
  }

  /**
   * The lower bound of the share; undecided worlds count against it.
   *
   * @param alpha error rate of the bound
   * @return 0 to 1
   */
  public double lower(double alpha) {
    return Proportion.lower(holds, worlds, alpha);
  }

  /**
   * The upper bound of the share; undecided worlds count for it.
   *
   * @param alpha error rate of the bound
   * @return 0 to 1
   */
  public double upper(double alpha) {
    return Proportion.upper(holds + undecided, worlds, alpha);
  }

  /**
   * The verdict on a claim.
   *
   * @param share of worlds that is asked, in (0, 1)
   * @param alpha error rate of each side
   * @return by all worlds
   */
  public Verdict verdict(double share, double alpha) {
    if (lower(alpha) >= share) {
      return Verdict.HOLDS;
    }
    return upper(alpha) < share ? Verdict.BROKEN : Verdict.UNDECIDED;
  }

  /**
   * The verdict that worlds to come cannot change. To stop there costs no power.
   *
   * @param planned all worlds that are declared; at least {@link #worlds}
   * @param share of worlds that is asked, in (0, 1)
   * @param alpha error rate of each side
   * @return the verdict; empty if they can change it
   */
  public Optional<Verdict> curtailed(int planned, double share, double alpha) {
    int left = planned - worlds;
    // Verdicts are monotone in what holds, so the two extremes bound all others; what lies between
    // HOLDS and BROKEN is UNDECIDED.
    Verdict worst = new WorldShare(holds, undecided, planned).verdict(share, alpha);
    Verdict best = new WorldShare(holds + left, undecided, planned).verdict(share, alpha);
    return worst == best ? Optional.of(worst) : Optional.empty();
  }
}
