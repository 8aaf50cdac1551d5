package dev.recsim.cli;

import dev.recsim.api.InvalidFile;
import dev.recsim.experiment.Plan;
import dev.recsim.experiment.PlannedTrial;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.store.SavedPolicy;
import dev.recsim.store.TrialStore;
import dev.recsim.trial.TrialId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Writes the networks of finished trials as DeepLearning4J archives, to {@code
 * <output>/<experiment>/<trial>/}.
 */
final class ExportVerb {
  private static final String FORMAT = "dl4j";

  private final Arguments arguments;

  ExportVerb(Arguments arguments) {
    this.arguments = arguments;
  }

  void run() throws InvalidExperiment, IOException, UserError {
    Path output = arguments.path("output");
    Path reports = arguments.path("reports");
    Optional<String> wanted = arguments.option("trial");
    int exported = 0;
    List<ExperimentSpec> specs = Experiments.select(arguments);
    for (ExperimentSpec spec : specs) {
      Plan plan = Plan.of(spec);
      TrialStore store = new Reports(reports, spec, plan).store();
      for (PlannedTrial planned : plan.trials()) {
        TrialId id = planned.trial().id();
        boolean selected = wanted.isEmpty() || wanted.get().equals(id.toString());
        if (selected && finished(store, planned)) {
          export(store.networks(id), output.resolve(spec.name()).resolve(id.toString()));
          exported++;
        }
      }
    }
    if (exported == 0) {
      throw new UserError(nothing(specs, wanted));
    }
  }

  /** Whether the store has the trial as the experiment is now, with networks. */
  private static boolean finished(TrialStore store, PlannedTrial planned) throws IOException {
    TrialId id = planned.trial().id();
    return store.find(id, planned.fingerprint()).isPresent() && Files.exists(store.networks(id));
  }

  private static void export(Path networks, Path folder) throws IOException, UserError {
    try {
      SavedPolicy.export(networks, FORMAT, folder);
    } catch (InvalidFile e) {
      throw new UserError(e.getMessage() + "; run the experiment again");
    }
    System.out.println("wrote " + folder);
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
