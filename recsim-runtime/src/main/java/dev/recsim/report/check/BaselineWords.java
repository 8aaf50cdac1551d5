package dev.recsim.report.check;

import dev.recsim.baseline.Margin;
import dev.recsim.baseline.Power;
import dev.recsim.baseline.Recording;
import dev.recsim.baseline.Snapshot;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.report.page.Figures;
import dev.recsim.stats.Estimate;
import java.util.ArrayList;
import java.util.List;

/** What a recorded baseline can tell, in plain words for terminals. */
public final class BaselineWords {
  private BaselineWords() {}

  /** Why a baseline is not recorded; empty where it is. */
  public static List<String> refusal(Recording recording) {
    return recording.refused().stream()
        .map(
            it ->
                "%s: %s is %s; to accept it: -Drecsim.accept=%s"
                    .formatted(recording.after().experiment(), it.name(), it.verdict(), it.name()))
        .toList();
  }

  /**
   * A line for each agent: {@code actor_critic: 8.92 on 10 seeds; can see a drop of 0.21, 2.4 %;
   * the margin is 0.18, 2 %}, and what to do where the margin is finer than that.
   */
  public static List<String> lines(Snapshot baseline, Margin margin, double alpha) {
    List<String> lines = new ArrayList<>();
    for (AgentScores agent : baseline.agents()) {
      Estimate estimate = Estimate.of(agent.values());
      double delta = margin.around(estimate.mean());
      double drop = Power.detectableDrop(agent.values(), alpha);
      lines.add(
          "%s: %s on %d seeds; %s; the margin is %s"
              .formatted(
                  Phrases.line(agent.name()),
                  Figures.mean(estimate),
                  estimate.n(),
                  drop == 0
                      ? "they are all the same, so it can see any drop"
                      : "it can see a drop of " + amount(drop, estimate.mean()),
                  amount(delta, estimate.mean())));
      if (drop > delta) {
        lines.add("  " + advice(estimate, delta, drop, alpha));
      }
    }
    return List.copyOf(lines);
  }

  private static String advice(Estimate estimate, double delta, double drop, double alpha) {
    int seeds = Power.seedsToDecide(Math.sqrt(2) * estimate.standardDeviation(), delta, alpha);
    String more =
        seeds > 0 ? "take " + Figures.count(seeds) + " seeds or a margin of " : "take a margin of ";
    return "a change that leaves it as good may end UNDECIDED: "
        + more
        + amount(drop, estimate.mean());
  }

  private static String amount(double value, double mean) {
    String amount = Figures.fixed(value, Figures.decimals(value));
    return mean == 0 ? amount : amount + ", " + Figures.percent(value / Math.abs(mean));
  }
}
