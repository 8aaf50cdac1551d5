package dev.recsim.app;

import dev.recsim.experiment.Plan;
import dev.recsim.experiment.PlannedTrial;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.store.Stored;
import dev.recsim.store.TrialStore;
import dev.recsim.trial.TrialResult.Completed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Plans a run. Writes nothing, not even the folder of reports. */
public final class DryRun {
  private final Workspace workspace;
  private final boolean allSeeds;
  private final boolean force;

  public DryRun(Workspace workspace, boolean allSeeds, boolean force) {
    this.workspace = workspace;
    this.allSeeds = allSeeds;
    this.force = force;
  }

  /** What a run of an experiment would do. */
  public record Planned(ExperimentSpec spec, List<PlannedAgent> agents) {}

  /**
   * What a run would do for an agent.
   *
   * @param seeds of all its trials
   * @param stored how many trials need not run again
   */
  public record PlannedAgent(AgentSpec<?> agent, List<Integer> seeds, int stored) {}

  public List<Planned> plan(List<ExperimentSpec> specs) throws IOException {
    List<Planned> planned = new ArrayList<>();
    for (ExperimentSpec spec : specs) {
      planned.add(plan(spec));
    }
    return planned;
  }

  private Planned plan(ExperimentSpec spec) throws IOException {
    Gate gate = new Gate(spec, workspace);
    Plan plan = allSeeds ? gate.all() : gate.declared();
    List<PlannedAgent> agents = new ArrayList<>();
    for (AgentSpec<?> agent : spec.agents()) {
      List<PlannedTrial> trials = plan.only(id -> id.agent().equals(agent.name())).trials();
      agents.add(
          new PlannedAgent(
              agent,
              trials.stream().map(it -> it.trial().id().seed()).toList(),
              force ? 0 : stored(trials, gate.reports().store())));
    }
    return new Planned(spec, agents);
  }

  private static int stored(List<PlannedTrial> trials, TrialStore store) {
    return (int)
        trials.stream()
            .map(it -> store.look(it.trial().id(), it.fingerprint()))
            .filter(it -> it instanceof Stored.Sound sound && sound.result() instanceof Completed)
            .count();
  }
}
