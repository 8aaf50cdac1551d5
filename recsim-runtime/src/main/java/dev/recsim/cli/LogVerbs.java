package dev.recsim.cli;

import dev.recsim.app.EvaluateOperation;
import dev.recsim.app.EvaluateOperation.OffPolicy;
import dev.recsim.app.Workspace;
import dev.recsim.app.ab.AbOperation;
import dev.recsim.app.ab.AbOperation.Judged;
import dev.recsim.app.ab.AbPlan;
import dev.recsim.app.project.Experiments;
import dev.recsim.app.project.PerFile;
import dev.recsim.app.project.UserError;
import dev.recsim.app.results.ClaimVerdicts;
import dev.recsim.cli.options.Verb;
import dev.recsim.cli.options.VerbOptions.Ab;
import dev.recsim.cli.options.VerbOptions.Cluster;
import dev.recsim.cli.options.VerbOptions.Results;
import dev.recsim.cli.options.VerbOptions.Verdicts;
import dev.recsim.experiment.remote.LogDriver;
import dev.recsim.experimentfile.EvaluationSpec;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.report.ab.AbLines;
import dev.recsim.report.evaluation.EvaluationLines;
import dev.recsim.report.evaluation.EvaluationReport;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The verbs that read logs of real users and data of live tests. */
record LogVerbs(Workspace workspace, Verb verb, Cluster options) {

  /** Verdicts on claims about logs. */
  List<ClaimVerdicts> test(List<EvaluationSpec> evaluations) throws IOException, UserError {
    if (evaluations.isEmpty()) {
      return List.of();
    }
    Optional<LogDriver> cluster = TrialExecutors.logDriver(verb, options);
    try {
      return new EvaluateOperation(workspace, cluster).test(evaluations);
    } finally {
      cluster.ifPresent(LogDriver::close);
    }
  }

  /** Evaluates policies on logs. */
  ExitCode ope(Experiments experiments) throws InvalidExperiment, IOException, UserError {
    PerFile<OffPolicy> results;
    Optional<LogDriver> cluster = TrialExecutors.logDriver(verb, options);
    try {
      results = new EvaluateOperation(workspace, cluster).evaluate(experiments.evaluations());
    } finally {
      cluster.ifPresent(LogDriver::close);
    }
    for (OffPolicy each : results.results()) {
      System.out.println(each.report().name() + ":");
      EvaluationLines.of(each.report()).forEach(line -> System.out.println("  " + line));
      System.out.println("  report: " + each.page());
    }
    List<EvaluationReport> failed =
        results.results().stream().map(OffPolicy::report).filter(it -> !it.holds()).toList();
    if (!failed.isEmpty()) {
      System.err.println(EvaluationLines.failure(failed));
    }
    return status(results, failed);
  }

  /** Judges live tests. */
  ExitCode ab(Ab test) throws InvalidExperiment, IOException, UserError {
    PerFile<Judged> all;
    Optional<LogDriver> cluster = TrialExecutors.logDriver(verb, options);
    try {
      all =
          new AbOperation(
                  workspace, test.firstLook(), test.until().orElseGet(Instant::now), cluster)
              .judge(test.verdicts().selected().liveTests());
    } finally {
      cluster.ifPresent(LogDriver::close);
    }
    for (Judged each : all.results()) {
      AbLines.of(each.report()).forEach(System.out::println);
      System.out.println("  report: " + each.page());
    }
    List<String> failed =
        all.results().stream()
            .map(Judged::report)
            .filter(it -> !it.passes())
            .map(it -> it.of().name())
            .toList();
    if (!failed.isEmpty()) {
      System.err.println("STOP or REFUSED in " + String.join(", ", failed));
    }
    return status(all, failed);
  }

  /** Prints the errors of files; the status is the highest of all. */
  private static ExitCode status(PerFile<?> files, List<?> failed) {
    return FileErrors.print(
        files.errors(), failed.isEmpty() ? ExitCode.FINE : ExitCode.BASELINE_DOES_NOT_HOLD);
  }

  /** Plans live tests. */
  static ExitCode abPlan(Verdicts options) throws InvalidExperiment, IOException, UserError {
    Results results = options.results();
    PerFile<List<String>> plans =
        PerFile.of(
            options.selected().liveTests(),
            spec ->
                new AbPlan(spec, options.alpha(), results.experiments(), results.reports())
                    .lines());
    plans.results().forEach(lines -> lines.forEach(System.out::println));
    return status(plans, List.of());
  }
}
