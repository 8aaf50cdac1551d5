package dev.recsim.bridge.http;

import dev.recsim.experiment.LocalExecutor;
import dev.recsim.experiment.Plan;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.store.SessionLogs;
import dev.recsim.trial.TrialResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Runs all trials of an experiment on two threads. */
final class Run {
  private Run() {}

  /** The results by agent. */
  static Map<String, TrialResult> of(Path folder, String experiment) throws Exception {
    Path file = Files.writeString(folder.resolve("it.yaml"), experiment);
    Plan plan = Plan.of(ExperimentReader.read(file));
    Map<String, TrialResult> results = new TreeMap<>();
    try (TrialExecutor executor = new LocalExecutor(2, Optional.empty());
        TrialExecutor.Results some =
            executor.start(plan.trials(), new SessionLogs(folder, false))) {
      for (int i = 0; i < plan.trials().size(); i++) {
        TrialResult result = some.take();
        results.put(result.id().agent(), result);
      }
    }
    return results;
  }
}
