package dev.recsim.cli;

import static java.util.stream.Collectors.joining;

import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.report.ExperimentResults;
import dev.recsim.report.Provenance;
import dev.recsim.report.Summary;
import dev.recsim.report.check.CheckWords;
import dev.recsim.store.RunLock;
import dev.recsim.trial.TrialId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Renders the reports of the selected experiments anew from what is stored. */
final class ReportVerb {
  /** How many of the missing trials are told by name. */
  private static final int NAMED = 5;

  private final Arguments arguments;
  private final Path reports;
  private final double alpha;

  ReportVerb(Arguments arguments) throws UserError {
    this.arguments = arguments;
    this.alpha = arguments.alpha();
    this.reports = arguments.path("reports");
  }

  void run() throws InvalidExperiment, IOException, UserError {
    List<ExperimentSpec> specs = Experiments.select(arguments);
    if (!Files.isDirectory(reports)) {
      throw new UserError("there is nothing to report in " + reports + "; run recsim:run first");
    }
    try (RunLock lock = RunLock.take(reports, Machine.holder())) {
      for (ExperimentSpec spec : specs) {
        Gate gate = new Gate(spec, lock.folder(), alpha);
        Reports rendered = gate.reports();
        Optional<Provenance> provenance = rendered.provenance();
        if (provenance.isEmpty()) {
          System.out.println(spec.name() + ": not run yet; recsim:run runs it");
          continue;
        }
        Console console = new Console(spec.name(), false);
        Judged judged = gate.look();
        ExperimentResults results = gate.write(provenance.get(), judged);
        tellMissing(spec, rendered.missing(results));
        console.print(Summary.lines(results));
        if (!judged.result().empty()) {
          console.print(CheckWords.lines(judged.result()));
        }
        console.print(List.of("report: " + rendered.page(), ""));
      }
    }
  }

  private static void tellMissing(ExperimentSpec spec, List<TrialId> missing) {
    if (!missing.isEmpty()) {
      String more = missing.size() > NAMED ? ", ..." : "";
      System.err.println(
          spec.name()
              + ": "
              + (missing.size() == 1 ? "1 trial is" : missing.size() + " trials are")
              + " missing, recsim:run runs what is missing: "
              + missing.stream().limit(NAMED).map(TrialId::toString).collect(joining(", "))
              + more);
    }
  }
}
