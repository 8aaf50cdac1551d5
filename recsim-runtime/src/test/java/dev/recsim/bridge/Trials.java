package dev.recsim.bridge;

import dev.recsim.experiment.LocalExecutor;
import dev.recsim.experiment.Plan;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.store.SessionLogs;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Runs the trials of experiments. */
public final class Trials {
  private Trials() {}

  /** Writes an experiment and reads it. */
  public static ExperimentSpec read(Path folder, String yaml) throws Exception {
    return ExperimentReader.read(Files.writeString(folder.resolve("small.yaml"), yaml));
  }

  /** Runs all trials. */
  public static Map<TrialId, TrialResult> run(ExperimentSpec spec) throws Exception {
    return run(Plan.of(spec), new LocalExecutor(2, Optional.empty()));
  }

  public static Map<TrialId, TrialResult> run(Plan plan, TrialExecutor executor) throws Exception {
    Map<TrialId, TrialResult> results = new LinkedHashMap<>();
    try (TrialExecutor.Results taken =
        executor.start(plan.trials(), new SessionLogs(Path.of("none"), false))) {
      for (int i = 0; i < plan.trials().size(); i++) {
        TrialResult result = taken.take();
        results.put(result.id(), result);
      }
    }
    return results;
  }

  /** Runs all trials, which must complete; returns them by agent and seed. */
  public static Completed[] completed(ExperimentSpec spec) throws Exception {
    return run(spec).values().stream()
        .map(
            result -> {
              if (result instanceof Completed completed) {
                return completed;
              }
              throw new AssertionError(result.toString());
            })
        .sorted(
            Comparator.comparing((Completed it) -> it.id().agent())
                .thenComparing(it -> it.id().seed()))
        .toArray(Completed[]::new);
  }
}
