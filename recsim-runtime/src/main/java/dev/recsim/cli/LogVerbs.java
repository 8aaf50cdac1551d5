package dev.recsim.cli;

import dev.recsim.app.EvaluateOperation;
import dev.recsim.app.EvaluateOperation.OffPolicy;
import dev.recsim.app.Workspace;
import dev.recsim.app.ab.AbOperation;
import dev.recsim.app.ab.AbOperation.Judged;
import dev.recsim.app.ab.AbPlan;
import dev.recsim.app.project.Experiments;
import dev.recsim.app.project.UserError;
import dev.recsim.app.results.ClaimVerdicts;
import dev.recsim.baseline.Check;
import dev.recsim.experiment.remote.LogDriver;
import dev.recsim.experimentfile.EvaluationSpec;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.live.options.LiveTestSpec;
import dev.recsim.report.ab.AbLines;
import dev.recsim.report.evaluation.EvaluationLines;
import dev.recsim.report.evaluation.EvaluationReport;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The verbs that read logs of real users and data of live tests. */
record LogVerbs(Arguments arguments, Workspace workspace) {

  /** Verdicts on claims about logs. */
  List<ClaimVerdicts> test(List<EvaluationSpec> evaluations) throws IOException, UserError {
    if (evaluations.isEmpty()) {
      return List.of();
    }
    Optional<LogDriver> cluster = TrialExecutors.logDriver(arguments);
    try {
      return new EvaluateOperation(workspace, cluster).test(evaluations);
    } finally {
      cluster.ifPresent(LogDriver::close);
    }
  }

  /** Evaluates policies on logs. */
  ExitCode ope(Experiments experiments) throws InvalidExperiment, IOException, UserError {
    List<OffPolicy> results;
    Optional<LogDriver> cluster = TrialExecutors.logDriver(arguments);
    try {
      results = new EvaluateOperation(workspace, cluster).evaluate(experiments.evaluations());
    } finally {
      cluster.ifPresent(LogDriver::close);
    }
    for (OffPolicy each : results) {
      System.out.println(each.report().name() + ":");
      EvaluationLines.of(each.report()).forEach(line -> System.out.println("  " + line));
      System.out.println("  report: " + each.page());
    }
    List<EvaluationReport> failed =
        results.stream().map(OffPolicy::report).filter(it -> !it.holds()).toList();
    if (!failed.isEmpty()) {
      System.err.println(EvaluationLines.failure(failed));
      return ExitCode.BASELINE_DOES_NOT_HOLD;
    }
    return ExitCode.FINE;
  }

  /** Judges live tests. */
  ExitCode ab(Experiments experiments) throws InvalidExperiment, IOException, UserError {
    List<Judged> all;
    Optional<LogDriver> cluster = TrialExecutors.logDriver(arguments);
    try {
      all =
          new AbOperation(workspace, arguments.flag("first-look"), arguments.until(), cluster)
              .judge(experiments.liveTests());
    } finally {
      cluster.ifPresent(LogDriver::close);
    }
    for (Judged each : all) {
      AbLines.of(each.report()).forEach(System.out::println);
      System.out.println("  report: " + each.page());
    }
    List<String> failed =
        all.stream()
            .map(Judged::report)
            .filter(it -> !it.passes())
            .map(it -> it.of().name())
            .toList();
    if (!failed.isEmpty()) {
      System.err.println("STOP or REFUSED in " + String.join(", ", failed));
      return ExitCode.BASELINE_DOES_NOT_HOLD;
    }
    return ExitCode.FINE;
  }

  /** Plans live tests. */
  void abPlan(Experiments experiments) throws InvalidExperiment, IOException, UserError {
    for (LiveTestSpec spec : experiments.liveTests()) {
      new AbPlan(
              spec,
              arguments.alpha(Check.ALPHA),
              arguments.path("experiments"),
              arguments.path("reports"))
          .lines()
          .forEach(System.out::println);
    }
  }
}
