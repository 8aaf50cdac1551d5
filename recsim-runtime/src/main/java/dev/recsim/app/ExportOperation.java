package dev.recsim.app;

import dev.recsim.api.Environment;
import dev.recsim.api.Options.InvalidFile;
import dev.recsim.app.origin.GraphOrigin;
import dev.recsim.app.project.UserError;
import dev.recsim.experiment.OptionalModules;
import dev.recsim.experiment.Plan;
import dev.recsim.experiment.PlannedTrial;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.io.AtomicFile;
import dev.recsim.policy.SavedPolicy;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes the policies of finished trials in a format that other programs read. */
public record ExportOperation(Workspace workspace) {
  private static final String MODULE = "recsim-dl4j";

  /** What is written for each trial. */
  public enum Format {
    /** An archive of DeepLearning4J for each network, in {@code <experiment>/<trial>/}. */
    DL4J,
    /** The greedy policy as one graph, in {@code <experiment>/<trial>.onnx}. */
    ONNX
  }

  /**
   * Exports stored trials of the current experiments. The listener is warned of damaged ones, and
   * of agents that the format does not support.
   *
   * @param wanted the name of the only trial to export; empty for all
   * @return the folders or files that were written
   * @throws UserError if there is no such trial with networks, its networks cannot be read, or the
   *     format supports none of the agents
   */
  public List<Path> export(
      List<ExperimentSpec> specs, Optional<String> wanted, Path output, Format format)
      throws IOException, UserError {
    if (format == Format.DL4J) {
      OptionalModules.require(Set.of(MODULE));
    }
    List<Path> written = new ArrayList<>();
    Set<String> refused = new LinkedHashSet<>();
    try {
      for (ExperimentSpec read : specs) {
        ExperimentSpec spec =
            TunedExperiment.look(read, workspace).map(TunedExperiment::spec).orElse(read);
        Plan plan =
            Plan.of(spec).only(id -> wanted.isEmpty() || wanted.get().equals(id.toString()));
        Reports reports = new Reports(workspace, spec, plan);
        for (TrialResult trial : reports.stored(plan)) {
          Path networks = reports.store().networks(trial.id());
          if (Files.exists(networks)) {
            Path to = output.resolve(spec.name()).resolve(trial.id().toString());
            GraphOrigin origin = new GraphOrigin(planned(plan, trial), (Completed) trial);
            export(networks, format, origin, to, refused).ifPresent(written::add);
          }
        }
      }
    } catch (InvalidFile e) {
      throw new UserError(e.getMessage() + "; run the experiment again");
    }
    if (written.isEmpty()) {
      throw new UserError(refused.isEmpty() ? nothing(specs, wanted) : String.join("; ", refused));
    }
    refused.forEach(workspace.listener()::warning);
    return written;
  }

  private static PlannedTrial planned(Plan plan, TrialResult result) {
    return plan.trials().stream()
        .filter(it -> it.trial().id().equals(result.id()))
        .findFirst()
        .orElseThrow();
  }

  private static Optional<Path> export(
      Path networks, Format format, GraphOrigin origin, Path to, Set<String> refused)
      throws IOException {
    if (format == Format.DL4J) {
      SavedPolicy.export(networks, "dl4j", to);
      return Optional.of(to);
    }
    Path file = to.resolveSibling(to.getFileName() + ".onnx");
    PlannedTrial planned = origin.planned();
    try {
      Environment environment = planned.trial().environment();
      AtomicFile.write(file, SavedPolicy.graph(networks, environment, origin.properties()));
      return Optional.of(file);
    } catch (UnsupportedOperationException e) {
      refused.add(
          "agent %s of %s cannot be written as ONNX: %s"
              .formatted(planned.agent().name(), planned.experiment().name(), e.getMessage()));
      return Optional.empty();
    }
  }

  private static String nothing(List<ExperimentSpec> specs, Optional<String> wanted) {
    List<String> names = specs.stream().map(ExperimentSpec::name).toList();
    return "no finished trial"
        + wanted.map(trial -> " " + trial).orElse("")
        + " with networks in "
        + names
        + "; trials are named <agent>-seed-<n>, and must have been run as the experiments are now";
  }
}
