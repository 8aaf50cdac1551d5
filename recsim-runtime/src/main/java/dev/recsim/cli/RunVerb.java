package dev.recsim.cli;

import dev.recsim.experiment.Plan;
import dev.recsim.experiment.Runner;
import dev.recsim.report.Provenance;
import dev.recsim.report.Summary;
import dev.recsim.spec.ExperimentSpec;
import dev.recsim.spec.InvalidExperiment;
import dev.recsim.store.RunLock;
import dev.recsim.store.TrialStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Runs the selected experiments and renders their reports. */
final class RunVerb {
  private final Arguments arguments;

  RunVerb(Arguments arguments) {
    this.arguments = arguments;
  }

  void run() throws InvalidExperiment, IOException, InterruptedException, UserError {
    int parallelism = arguments.parallelism();
    List<ExperimentSpec> specs = Experiments.select(arguments);
    try (RunLock lock = RunLock.take(arguments.path("reports"), Machine.holder())) {
      for (ExperimentSpec spec : specs) {
        run(spec, lock.folder(), parallelism);
      }
    }
  }

  private void run(ExperimentSpec spec, Path reports, int parallelism)
      throws IOException, InterruptedException {
    Reports rendered = new Reports(reports, spec);
    Console console = new Console(spec.name(), arguments.flag("interactive"));
    Instant started = Instant.now();
    int ran =
        new Runner(new TrialStore(rendered.trials()), parallelism, console)
            .complete(Plan.of(spec), arguments.flag("force"));
    Provenance provenance =
        ran > 0
            ? Machine.provenance(spec.file(), started, parallelism)
            : rendered
                .provenance()
                .orElseGet(() -> Machine.provenance(spec.file(), started, parallelism));
    console.print(Summary.lines(rendered.write(provenance)));
    console.print(List.of("report: " + rendered.page(), ""));
  }
}
