package dev.recsim.baseline;

import dev.recsim.baseline.Pairing.Method;
import dev.recsim.stats.Holm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Corrects verdicts for multiple comparisons by {@link Holm}'s procedure: with probability 1 -
 * alpha, no unchanged score or guarded metric of any agent is REGRESSED. Those that are no longer
 * REGRESSED after the correction are UNDECIDED.
 */
public final class HolmCorrection {
  private HolmCorrection() {}

  private record Place(int result, int comparison, double pValue) {}

  /**
   * Corrects the verdicts of a whole build.
   *
   * @param alpha the error rate of the whole build
   */
  public static List<CheckResult> correct(List<CheckResult> results, double alpha) {
    List<Place> tested = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      List<Comparison> comparisons = results.get(i).comparisons();
      for (int j = 0; j < comparisons.size(); j++) {
        Comparison it = comparisons.get(j);
        Method method = it.evidence().method();
        if (method == Method.PAIRED || method == Method.WELCH) {
          // The p-value of a look that may spend only a part of alpha is scaled up accordingly.
          tested.add(new Place(i, j, it.test().lossPValue() * (alpha / it.test().alpha())));
        }
      }
    }
    boolean[] rejected = Holm.rejected(tested.stream().mapToDouble(Place::pValue).toArray(), alpha);
    Map<Integer, List<Integer>> cleared = new HashMap<>();
    for (int i = 0; i < rejected.length; i++) {
      if (!rejected[i]) {
        Place place = tested.get(i);
        cleared.computeIfAbsent(place.result(), it -> new ArrayList<>()).add(place.comparison());
      }
    }
    List<CheckResult> corrected = new ArrayList<>(results);
    cleared.forEach((i, places) -> corrected.set(i, without(results.get(i), places)));
    return List.copyOf(corrected);
  }

  private static CheckResult without(CheckResult result, List<Integer> cleared) {
    List<Comparison> comparisons = new ArrayList<>(result.comparisons());
    for (int place : cleared) {
      Comparison it = comparisons.get(place);
      if (it.outcome() == Outcome.REGRESSED) {
        comparisons.set(place, it.with(Outcome.UNDECIDED));
      }
    }
    return result.withComparisons(comparisons);
  }
}
