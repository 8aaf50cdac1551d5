package dev.recsim.report.compare;

import dev.recsim.baseline.Outcome;
import dev.recsim.baseline.Snapshot;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.report.compare.RunComparison.Part;
import dev.recsim.report.page.About;
import dev.recsim.rule.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An experiment on both sides of a comparison.
 *
 * @param name of the experiment
 * @param base empty if it is missing there
 * @param head empty if it is missing there; not both
 * @param changes keys and files that differ
 * @param agents in the order of the head, then those that only the base has; empty if the
 *     experiment is missing on one side
 */
record ExperimentComparison(
    String name,
    Optional<Part> base,
    Optional<Part> head,
    List<Change> changes,
    List<AgentDifference> agents) {

  static ExperimentComparison between(
      String name, Part base, Part head, List<Change> changes, double alpha) {
    Snapshot before = base.snapshot();
    Snapshot after = head.snapshot();
    List<AgentDifference> agents = new ArrayList<>();
    for (AgentScores agent : after.agents()) {
      agents.add(AgentDifference.between(before.agent(agent.name()), Optional.of(agent), alpha));
    }
    for (AgentScores agent : before.agents()) {
      if (after.agent(agent.name()).isEmpty()) {
        agents.add(AgentDifference.between(Optional.of(agent), Optional.empty(), alpha));
      }
    }
    return new ExperimentComparison(name, Optional.of(base), Optional.of(head), changes, agents);
  }

  boolean oneSided() {
    return base.isEmpty() || head.isEmpty();
  }

  /** Whether nothing changed. */
  boolean same() {
    return !oneSided()
        && changes.isEmpty()
        && agents.stream().allMatch(agent -> agent.outcome() == Outcome.IDENTICAL);
  }

  /** Returns what the reward counts, in the plural; empty if neither side says it. */
  String unit() {
    return Stream.of(head, base)
        .flatMap(Optional::stream)
        .map(Part::unit)
        .filter(unit -> !unit.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** Returns {@code minutes a session}, or {@code reward per session} if the unit is unknown. */
  String reward() {
    return About.rewardPerSession(unit());
  }

  /** Returns the most important result of its agents. */
  Outcome worst() {
    return oneSided()
        ? base.isEmpty() ? Outcome.NEW : Outcome.REMOVED
        : agents.stream()
            .map(AgentDifference::outcome)
            .min(DifferenceWords.ORDER)
            .orElse(Outcome.IDENTICAL);
  }
}
