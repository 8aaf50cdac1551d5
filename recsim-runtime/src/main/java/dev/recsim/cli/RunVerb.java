package dev.recsim.cli;

import dev.recsim.cli.git.Checkout;
import dev.recsim.experiment.Runner;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.io.RunFiles;
import dev.recsim.report.ExperimentResults;
import dev.recsim.report.Provenance;
import dev.recsim.report.Summary;
import dev.recsim.report.check.CheckWords;
import dev.recsim.store.RunLock;
import dev.recsim.store.SessionLogs;
import dev.recsim.trial.TrialResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the selected experiments and renders their reports. Trials that fail are an error, told when
 * all experiments have run. A dry run only prints what would run.
 */
final class RunVerb {
  private final Arguments arguments;

  RunVerb(Arguments arguments) {
    this.arguments = arguments;
  }

  void run() throws InvalidExperiment, IOException, InterruptedException, UserError {
    arguments.parallelism();
    arguments.trialTimeout();
    arguments.sessionLogs();
    List<ExperimentSpec> specs = Experiments.select(arguments);
    if (arguments.flag("dry-run")) {
      DryRun dryRun = new DryRun(arguments);
      dryRun.lines(specs).forEach(System.out::println);
      return;
    }
    List<String> failed = new ArrayList<>();
    Path reports = arguments.path("reports");
    try (RunLock lock = RunLock.take(reports, Machine.holder());
        TrialExecutor executor = TrialExecutors.of(arguments)) {
      for (ExperimentSpec spec : specs) {
        if (hasFailed(run(spec, lock.folder(), executor))) {
          failed.add(spec.name());
        }
      }
    }
    specs.stream()
        .filter(spec -> spec.variant().swept())
        .map(spec -> spec.variant().base())
        .distinct()
        .forEach(
            base -> System.out.println(base + ": " + reports.resolve(base).resolve(RunFiles.PAGE)));
    if (!failed.isEmpty()) {
      throw new UserError(
          "trials failed in %s; the reports say why".formatted(String.join(", ", failed)));
    }
  }

  private static boolean hasFailed(ExperimentResults results) {
    return results.agents().stream()
        .flatMap(agent -> agent.trials().stream())
        .anyMatch(TrialResult.Failed.class::isInstance);
  }

  private ExperimentResults run(ExperimentSpec spec, Path reports, TrialExecutor executor)
      throws IOException, InterruptedException, UserError {
    Gate gate = new Gate(spec, reports, arguments.alpha());
    Reports rendered = gate.reports();
    Console console = new Console(spec.name(), arguments.flag("interactive"));
    Instant started = Instant.now();
    long start = System.nanoTime();
    Checkout checkout = Checkout.of(spec.file());
    SessionLogs logs = new SessionLogs(rendered.sessions(), arguments.sessionLogs());
    int ran =
        new Runner(rendered.store(), logs, executor, console)
            .complete(
                arguments.flag("all-seeds") ? gate.all() : gate.declared(),
                arguments.flag("force"));
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    Provenance now = Machine.provenance(checkout, started, elapsed, arguments.parallelism());
    Provenance provenance = ran > 0 ? now : rendered.provenance().orElse(now);
    Judged judged = gate.look();
    ExperimentResults results = gate.write(provenance, judged);
    console.print(Summary.lines(results));
    if (!judged.result().empty()) {
      console.print(CheckWords.lines(judged.result()));
    }
    console.print(List.of("report: " + rendered.page()));
    if (arguments.sessionLogs()) {
      console.print(List.of("session logs: " + logs.folder()));
    }
    console.print(List.of(""));
    return results;
  }
}
