package dev.recsim.app;

import dev.recsim.app.search.SearchRun;
import dev.recsim.app.search.SearchRun.Ended;
import dev.recsim.experiment.Runner;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.SearchSpec;
import dev.recsim.io.RunFiles;
import dev.recsim.report.search.SearchOutcome;
import dev.recsim.store.BaselineTrials;
import dev.recsim.store.SessionLogs;
import dev.recsim.store.TrialStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An experiment and what its search found. Its agents are the declared ones and the best candidate,
 * which all run on the seeds of the experiment: fresh ones, as the search uses others.
 *
 * @param spec the experiment; without a search, or if the declared agent is the best candidate, as
 *     it was read
 * @param found what the search found; empty if there is none
 * @param ran number of trials that ran for the search
 */
record TunedExperiment(ExperimentSpec spec, Optional<SearchOutcome> found, int ran) {
  /** An experiment without a search. */
  TunedExperiment(ExperimentSpec spec) {
    this(spec, Optional.empty(), 0);
  }

  /** From stored trials; empty if the search of the experiment is not finished. */
  static Optional<TunedExperiment> look(ExperimentSpec spec, Workspace workspace) {
    return spec.search().isEmpty()
        ? Optional.of(new TunedExperiment(spec))
        : new SearchRun(spec, store(spec, workspace)).look().map(it -> of(spec, it, 0));
  }

  /** Runs the trials of the search that are not stored yet. */
  static TunedExperiment run(
      ExperimentSpec spec, Workspace workspace, boolean force, TrialExecutor executor)
      throws IOException, InterruptedException {
    if (spec.search().isEmpty()) {
      return new TunedExperiment(spec);
    }
    TrialStore store = store(spec, workspace);
    Path sessions = workspace.reports().resolve(spec.name()).resolve(RunFiles.SESSIONS);
    Listener listener = workspace.listener();
    Runner runner =
        new Runner(
            store, new SessionLogs(sessions, false), executor, listener.progress(spec.name()));
    Ended ended =
        new SearchRun(spec, store)
            .run(
                runner,
                force,
                (number, rungs, candidates, seeds) ->
                    listener.rung(spec.name(), number, rungs, candidates, seeds));
    return of(spec, ended.outcome(), ended.ran());
  }

  private static TrialStore store(ExperimentSpec spec, Workspace workspace) {
    SearchSpec search = spec.search().orElseThrow();
    return new TrialStore(
        workspace.reports().resolve(spec.name()).resolve(RunFiles.TRIALS),
        (int) search.trials(),
        BaselineTrials.NONE,
        workspace.inputs());
  }

  private static TunedExperiment of(ExperimentSpec spec, SearchOutcome found, int ran) {
    SearchSpec search = spec.search().orElseThrow();
    return new TunedExperiment(
        found
            .winner()
            .filter(it -> it > 0)
            .map(it -> spec.with(search.candidates().get(it).agent()))
            .orElse(spec),
        Optional.of(found),
        ran);
  }

  /** How an unfinished search is continued. */
  static String unfinished(ExperimentSpec spec) {
    return "%s: its search is not finished; continue it: mvn recsim:run -Drecsim.experiment=%s"
        .formatted(spec.name(), spec.name());
  }
}
