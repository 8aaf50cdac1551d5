package dev.recsim.app;

import dev.recsim.api.InvalidFile;
import dev.recsim.app.project.UserError;
import dev.recsim.experiment.OptionalModules;
import dev.recsim.experiment.Plan;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.store.SavedPolicy;
import dev.recsim.trial.TrialResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes the networks of finished trials as DeepLearning4J archives, to {@code
 * <output>/<experiment>/<trial>/}.
 */
public record ExportOperation(Workspace workspace) {
  private static final String FORMAT = "dl4j";
  private static final String MODULE = "recsim-dl4j";

  /**
   * Exports stored trials of the current experiments. The listener is warned of damaged ones.
   *
   * @param wanted the name of the only trial to export; empty for all
   * @return the folders that were written
   * @throws UserError if there is no such trial with networks, or its networks cannot be read
   */
  public List<Path> export(List<ExperimentSpec> specs, Optional<String> wanted, Path output)
      throws IOException, UserError {
    OptionalModules.require(Set.of(MODULE));
    List<Path> written = new ArrayList<>();
    try {
      for (ExperimentSpec read : specs) {
        ExperimentSpec spec = Tuned.look(read, workspace).map(Tuned::spec).orElse(read);
        Plan plan =
            Plan.of(spec).only(id -> wanted.isEmpty() || wanted.get().equals(id.toString()));
        Reports reports = new Reports(workspace, spec, plan);
        for (TrialResult trial : reports.stored(plan)) {
          Path networks = reports.store().networks(trial.id());
          if (Files.exists(networks)) {
            Path folder = output.resolve(spec.name()).resolve(trial.id().toString());
            SavedPolicy.export(networks, FORMAT, folder);
            written.add(folder);
          }
        }
      }
    } catch (InvalidFile e) {
      throw new UserError(e.getMessage() + "; run the experiment again");
    }
    if (written.isEmpty()) {
      throw new UserError(nothing(specs, wanted));
    }
    return written;
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
