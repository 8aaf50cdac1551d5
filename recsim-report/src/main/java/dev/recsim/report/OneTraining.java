package dev.recsim.report;

import dev.recsim.report.page.Figures;
import dev.recsim.stats.Interval;
import java.util.List;
import java.util.Optional;

/** Words on agents whose trials all have the policy of one training. */
public final class OneTraining {
  /** The words in place of an interval between seeds that has no width. */
  private static final String WORDS = "one training";

  /** Largest number of names in a sentence. */
  private static final int NAMED = 5;

  private OneTraining() {}

  /**
   * The 95 % interval of an agent's mean; {@code one training} if it has no width for that reason.
   */
  public static String interval(Standing agent) {
    Optional<Interval> interval = agent.mean().interval(Figures.LEVEL);
    return agent.oneTraining() && interval.filter(Figures::noSpread).isPresent()
        ? WORDS
        : Figures.interval(interval);
  }

  /** What the intervals of such agents cover; empty if there are none. */
  static String covered(Standings standings) {
    List<String> names = names(standings);
    return names.isEmpty()
        ? ""
        : "%s %s one training on all seeds: %s interval covers the users of the evaluation, not the luck of training."
            .formatted(
                Figures.some(names, NAMED),
                names.size() == 1 ? "is" : "are each",
                names.size() == 1 ? "its" : "their");
  }

  /** As {@link #covered}, before another sentence. */
  public static String lead(Standings standings) {
    String covered = covered(standings);
    return covered.isEmpty() ? "" : covered + " ";
  }

  /** Warns of comparisons with agents that are trained once for each seed. */
  static Optional<String> warning(Standings standings) {
    List<String> names = names(standings);
    List<String> others =
        standings.ranking().stream()
            .filter(it -> it.training().isPresent() && it.completed().size() > 1)
            .map(Standing::name)
            .toList();
    return names.isEmpty() || others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Comparisons of %s with %s do not cover the luck of training of the former: one training against several. Train once for each seed, and write {seed} into the name of the file."
                .formatted(Figures.some(names, NAMED), Figures.some(others, NAMED)));
  }

  private static List<String> names(Standings standings) {
    return standings.ranking().stream().filter(Standing::oneTraining).map(Standing::name).toList();
  }
}
