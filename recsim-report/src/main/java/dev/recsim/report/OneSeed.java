package dev.recsim.report;

import dev.recsim.baseline.decision.ShipDecision;
import dev.recsim.report.page.Figures;
import java.util.List;

/** Words on agents that share one seed, which tells nothing of the luck of training. */
final class OneSeed {
  /** Largest number of names in a sentence. */
  private static final int LISTED = 10;

  private OneSeed() {}

  /** Whether two agents completed on one and the same seed only. */
  static boolean shared(Standing agent, Standing other) {
    return Difference.between(agent, other).bySeed().size() == 1;
  }

  /**
   * Says that one seed does not tell whether others are as good as the best agent, and what to do;
   * empty if none shares only one seed with it.
   *
   * @param leaders the best agent, and those that are not clearly worse
   */
  static String sentence(List<Standing> leaders, ShipDecision decision) {
    Standing best = leaders.get(0);
    List<Standing> others = leaders.stream().skip(1).filter(it -> shared(best, it)).toList();
    if (others.isEmpty()) {
      return "";
    }
    boolean trained = best.learns() || others.stream().anyMatch(Standing::learns);
    List<String> more =
        others.stream()
            .map(Standing::name)
            .filter(it -> !it.equals(decision.candidate()) && !it.equals(decision.reference()))
            .toList();
    return "One seed does not tell how far %s differ%s: add seeds to trials.seeds."
        .formatted(
            trained ? "trainings" : "the users of seeds",
            more.isEmpty()
                ? ""
                : ", so %s may be better than %s"
                    .formatted(Figures.some(more, LISTED), best.name()));
  }
}
