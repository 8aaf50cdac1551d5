package dev.recsim.cli;

import dev.recsim.experiment.Plan;
import dev.recsim.experiment.PlannedTrial;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.store.Stored;
import dev.recsim.store.TrialStore;
import dev.recsim.trial.TrialResult.Completed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a run would do, in words; writes nothing, not even the folder of reports. */
final class DryRun {
  private final Path reports;
  private final double alpha;
  private final boolean allSeeds;
  private final boolean force;

  /** Trials that are stored, and trials that a run would run. */
  private record Count(int stored, int due) {
    Count plus(Count other) {
      return new Count(stored + other.stored, due + other.due);
    }

    @Override
    public String toString() {
      int all = stored + due;
      return "%d %s, %d stored, %d to run"
          .formatted(all, all == 1 ? "trial" : "trials", stored, due);
    }
  }

  DryRun(Arguments arguments) throws UserError {
    this.reports = arguments.path("reports");
    this.alpha = arguments.alpha();
    this.allSeeds = arguments.flag("all-seeds");
    this.force = arguments.flag("force");
  }

  List<String> lines(List<ExperimentSpec> specs) {
    List<String> lines = new ArrayList<>();
    Count total = new Count(0, 0);
    for (ExperimentSpec spec : specs) {
      total = total.plus(add(spec, lines));
    }
    lines.add(
        "%d %s: %s; nothing was run (recsim.dryRun)"
            .formatted(specs.size(), specs.size() == 1 ? "experiment" : "experiments", total));
    return lines;
  }

  private Count add(ExperimentSpec spec, List<String> lines) {
    Gate gate = new Gate(spec, reports, alpha);
    Plan plan = allSeeds ? gate.all() : gate.declared();
    TrialStore store = gate.reports().store();
    int width = spec.agents().stream().mapToInt(it -> it.name().length()).max().orElse(0);
    Count total = new Count(0, 0);
    List<String> agents = new ArrayList<>();
    for (AgentSpec<?> agent : spec.agents()) {
      List<PlannedTrial> trials = plan.only(id -> id.agent().equals(agent.name())).trials();
      Count count = count(trials, store);
      total = total.plus(count);
      agents.add(
          "  %s  %s, seeds %s: %s"
              .formatted(
                  agent.name() + " ".repeat(width - agent.name().length()),
                  agent.provider().name(),
                  seeds(trials),
                  count));
    }
    lines.add("%s: %s; in %s".formatted(spec.name(), total, spec.environment().provider().name()));
    lines.addAll(agents);
    return total;
  }

  private Count count(List<PlannedTrial> trials, TrialStore store) {
    int stored = 0;
    for (PlannedTrial trial : trials) {
      boolean completed =
          store.look(trial.trial().id(), trial.fingerprint()) instanceof Stored.Sound sound
              && sound.result() instanceof Completed;
      stored += completed && !force ? 1 : 0;
    }
    return new Count(stored, trials.size() - stored);
  }

  private static String seeds(List<PlannedTrial> trials) {
    List<Integer> seeds = trials.stream().map(it -> it.trial().id().seed()).toList();
    int first = seeds.get(0);
    int last = seeds.get(seeds.size() - 1);
    return last - first == seeds.size() - 1 && seeds.size() > 1
        ? first + ".." + last
        : seeds.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
