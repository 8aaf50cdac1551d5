package dev.recsim.cli;

import dev.recsim.report.Provenance;
import dev.recsim.report.Summary;
import dev.recsim.spec.ExperimentSpec;
import dev.recsim.spec.InvalidExperiment;
import dev.recsim.store.RunLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Renders the reports of the selected experiments anew from what is stored. */
final class ReportVerb {
  private final Arguments arguments;
  private final Path reports;

  ReportVerb(Arguments arguments) throws UserError {
    this.arguments = arguments;
    this.reports = arguments.path("reports");
  }

  void run() throws InvalidExperiment, IOException, UserError {
    List<ExperimentSpec> specs = Experiments.select(arguments);
    if (!Files.isDirectory(reports)) {
      throw new UserError("there is nothing to report in " + reports + "; run recsim:run first");
    }
    try (RunLock lock = RunLock.take(reports, Machine.holder())) {
      for (ExperimentSpec spec : specs) {
        Reports rendered = new Reports(lock.folder(), spec);
        Optional<Provenance> provenance = rendered.provenance();
        if (provenance.isEmpty()) {
          System.out.println(spec.name() + ": not run yet; recsim:run runs it");
          continue;
        }
        Console console = new Console(spec.name(), false);
        console.print(Summary.lines(rendered.write(provenance.get())));
        console.print(List.of("report: " + rendered.page(), ""));
      }
    }
  }
}
