package dev.recsim.experiment;

import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.trial.TrialId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The trials of an experiment, fully determined before anything runs: every agent with every seed.
 *
 * @param trials by agent, in the order of the experiment file, then by seed
 */
public record Plan(List<PlannedTrial> trials) {
  public Plan {
    trials = List.copyOf(trials);
  }

  /** Expands an experiment. */
  public static Plan of(ExperimentSpec spec) {
    return of(spec, spec.seeds());
  }

  /** Expands an experiment with other seeds. */
  public static Plan of(ExperimentSpec spec, List<Integer> seeds) {
    return of(spec, spec.agents(), seeds);
  }

  /** Expands some agents of an experiment, or candidates of its search. */
  public static Plan of(ExperimentSpec spec, List<AgentSpec<?>> agents, List<Integer> seeds) {
    Planner planner = new Planner(spec);
    List<PlannedTrial> trials = new ArrayList<>();
    for (AgentSpec<?> agent : agents) {
      String code = planner.code(agent);
      for (int seed : seeds) {
        trials.add(planner.trial(agent, seed, code));
      }
    }
    return new Plan(trials);
  }

  /** A plan with only the trials for which the predicate is true. */
  public Plan only(Predicate<TrialId> chosen) {
    return new Plan(trials.stream().filter(planned -> chosen.test(planned.trial().id())).toList());
  }

  /** The trials in order of seeds, so that early results can be compared. */
  List<PlannedTrial> bySeed() {
    return trials.stream()
        .sorted(Comparator.comparingInt(planned -> planned.trial().id().seed()))
        .toList();
  }
}
