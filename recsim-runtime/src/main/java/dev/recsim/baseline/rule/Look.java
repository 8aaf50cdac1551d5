package dev.recsim.baseline.rule;

import java.util.ArrayList;
import java.util.List;

/**
 * A look at the scores: the seeds it rests on and the error that it may spend.
 *
 * <p>A check that may go on to more seeds looks several times, at twice the seeds each time, and
 * stops at the first look that decides. So that all looks together err with probability alpha at
 * most, each spends a part of it: by the function of K. K. G. Lan and D. L. DeMets ("Discrete
 * sequential boundaries for clinical trials", Biometrika 70, 1983) in its Pocock form, alpha ln(1 +
 * (e - 1) t) spent when a share t of the seeds is in. Each look is tested at what it spends, as if
 * the looks were independent (the union bound): a little less power than the exact boundaries,
 * which hold for known variances only, and no assumption.
 *
 * @param seeds the seeds of this look, those of the looks before it included
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
   * @param maxSeeds how many seeds the last look has, or null for the first look alone; the seeds
   *     after the declared ones follow the highest, and begin at 0 after the largest integer
   * @param alpha what all looks together may spend
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
