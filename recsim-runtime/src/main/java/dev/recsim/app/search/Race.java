package dev.recsim.app.search;

import dev.recsim.experimentfile.SearchSpec.Rung;
import dev.recsim.stats.Estimate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Synchronous successive halving (K. Jamieson and A. Talwalkar, "Non-stochastic best arm
 * identification and hyperparameter optimization", AISTATS 2016), where the resource of a candidate
 * is its number of seeds. A race of one rung is random search. Immutable.
 *
 * @param rungs all rungs
 * @param entered the candidates of each rung so far, ascending; the last list is of those left
 */
record Race(List<Rung> rungs, List<List<Integer>> entered) {
  Race {
    rungs = List.copyOf(rungs);
    entered = List.copyOf(entered);
  }

  /** A race of which no rung was played. */
  static Race of(List<Rung> rungs) {
    return new Race(rungs, List.of(IntStream.range(0, rungs.get(0).candidates()).boxed().toList()));
  }

  /** The candidates left, ascending. */
  List<Integer> left() {
    return entered.get(entered.size() - 1);
  }

  /** Whether all rungs are played, or no candidate is left. */
  boolean over() {
    return entered.size() > rungs.size() || left().isEmpty();
  }

  /** The next rung. */
  Rung rung() {
    return rungs.get(entered.size() - 1);
  }

  /** Seeds that the candidates left have run on. */
  int seedsBefore() {
    return entered.size() == 1 ? 0 : rungs.get(entered.size() - 2).seeds();
  }

  /**
   * The race after the next rung: the candidates with the highest mean scores are left, of equal
   * ones those with the lower index.
   *
   * @param scores of the candidates on all seeds of the rung; without those that failed
   */
  Race after(Map<Integer, double[]> scores) {
    int next = entered.size();
    int kept = next < rungs.size() ? rungs.get(next).candidates() : 1;
    List<Integer> best =
        left().stream()
            .filter(it -> scores.containsKey(it) && Double.isFinite(Estimate.mean(scores.get(it))))
            .sorted(
                Comparator.comparingDouble((Integer it) -> Estimate.mean(scores.get(it)))
                    .reversed()
                    .thenComparing(Comparator.naturalOrder()))
            .limit(kept)
            .sorted()
            .toList();
    List<List<Integer>> more = new ArrayList<>(entered);
    more.add(best);
    return new Race(rungs, more);
  }

  /** The best candidate of a race that is over; empty if all failed. */
  Optional<Integer> winner() {
    return left().stream().findFirst();
  }
}
