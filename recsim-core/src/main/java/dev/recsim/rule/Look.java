package dev.recsim.rule;

import java.util.ArrayList;
import java.util.List;

/**
 * An interim look at the scores: the seeds it uses and the error rate it may spend.
 *
 * <p>A check that may run more seeds looks several times, with twice the seeds each time, and stops
 * at the first look that decides. Each look spends a part of alpha, so the error rate of all looks
 * together is at most alpha. The parts follow the spending function of K. K. G. Lan and D. L.
 * DeMets ("Discrete sequential boundaries for clinical trials", Biometrika 70, 1983) in its Pocock
 * form, alpha ln(1 + (e - 1) t) after a share t of the seeds. Each look is tested at the level it
 * spends (union bound). This has slightly less power than the exact boundaries, but needs no
 * assumption; the exact ones require known variances.
 *
 * @param seeds the seeds of this look, including those of earlier looks
 * @param alpha level of each one-sided bound
 */
public record Look(List<Integer> seeds, double alpha) {
  public Look {
    seeds = List.copyOf(seeds);
  }

  /**
   * The looks of a check.
   *
   * @param declared the trials' own seeds, ascending: the first look
   * @param maxSeeds number of seeds of the last look, or null for only the first look; additional
   *     seeds follow the highest declared one, and continue at 0 after the largest integer
   * @param alpha error rate of all looks together
   * @throws IllegalArgumentException if no seeds are declared
   */
  public static List<Look> of(List<Integer> declared, Integer maxSeeds, double alpha) {
    if (declared.isEmpty()) {
      throw new IllegalArgumentException("no seeds to look at");
    }
    if (maxSeeds == null || maxSeeds <= declared.size()) {
      return List.of(new Look(declared, alpha));
    }
    List<Integer> seeds = new ArrayList<>(declared);
    List<Look> looks = new ArrayList<>();
    double spent = 0;
    for (int size = declared.size(); ; size = Math.min(2 * size, maxSeeds)) {
      while (seeds.size() < size) {
        seeds.add(next(seeds));
      }
      double due = size == maxSeeds ? alpha : spent((double) size / maxSeeds, alpha);
      looks.add(new Look(seeds, due - spent));
      spent = due;
      if (size == maxSeeds) {
        return List.copyOf(looks);
      }
    }
  }

  private static int next(List<Integer> seeds) {
    int last = seeds.get(seeds.size() - 1);
    int next = last == Integer.MAX_VALUE ? 0 : last + 1;
    while (seeds.contains(next)) {
      next++;
    }
    return next;
  }

  private static double spent(double share, double alpha) {
    return alpha * StrictMath.log(1 + (StrictMath.E - 1) * share);
  }
}
