package dev.recsim.app;

import dev.recsim.app.RunOperation.RunOptions;
import dev.recsim.app.project.Experiments;
import dev.recsim.app.project.Selection;
import dev.recsim.baseline.Check;
import dev.recsim.experiment.LocalExecutor;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.experimentfile.ExperimentSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A project with experiments that run in a moment, and the operations on it. */
public final class SmallProject {
  public static final String EXPERIMENT =
      """
      environment: {type: transition_matrix, doc_num: 3}
      agents: {random: {type: random}, optimal: {type: optimal}}
      evaluation: {sessions: 20}
      trials: {seeds: 0..4}
      """;

  private static final RunOptions MISSING = new RunOptions(false, false, false, 1);

  private final Path folder;

  public SmallProject(Path folder) {
    this.folder = folder;
  }

  public Path experiments() {
    return folder.resolve("experiments");
  }

  public Path reports() {
    return folder.resolve("reports");
  }

  /** Writes an experiment file, {@code papers/one} for example. */
  public SmallProject write(String name, String yaml) throws Exception {
    Path file = experiments().resolve(name + ".yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, yaml);
    return this;
  }

  public List<ExperimentSpec> select(String globs) throws Exception {
    return new Experiments(experiments(), Selection.of(globs), List.of()).select();
  }

  public Workspace workspace(Listener listener) {
    return new Workspace(reports(), Check.ALPHA, listener);
  }

  public Workspace workspace() {
    return workspace(new Listener() {});
  }

  /** Runs what is missing. */
  public List<ExperimentReport> run(String globs) throws Exception {
    try (TrialExecutor executor = executor()) {
      return new RunOperation(workspace()).run(select(globs), MISSING, executor);
    }
  }

  /** Runs what is missing, with two trials at a time. */
  public List<ExperimentReport> runTwoAtATime(String globs) throws Exception {
    try (TrialExecutor executor = new LocalExecutor(2, Optional.empty())) {
      return new RunOperation(workspace())
          .run(select(globs), new RunOptions(false, false, false, 2), executor);
    }
  }

  public static TrialExecutor executor() {
    return new LocalExecutor(1, Optional.empty());
  }
}
