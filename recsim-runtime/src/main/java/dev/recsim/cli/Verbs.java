package dev.recsim.cli;

import dev.recsim.app.BaselineOperation;
import dev.recsim.app.BaselineOperation.Recorded;
import dev.recsim.app.CheckOperation;
import dev.recsim.app.Checked;
import dev.recsim.app.CompareOperation;
import dev.recsim.app.CompareOperation.Compared;
import dev.recsim.app.DryRun;
import dev.recsim.app.Experiments;
import dev.recsim.app.ExportOperation;
import dev.recsim.app.ReportOperation;
import dev.recsim.app.Reported;
import dev.recsim.app.RunOperation;
import dev.recsim.app.UserError;
import dev.recsim.app.Verdicts;
import dev.recsim.app.Workspace;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.experimentfile.ExperimentSchema;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.io.AtomicFile;
import dev.recsim.report.check.Annotations;
import dev.recsim.report.check.BaselineWords;
import dev.recsim.report.check.BuildRules;
import dev.recsim.report.check.CheckWords;
import dev.recsim.report.compare.ComparisonLines;
import dev.recsim.report.compare.RunComparison;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Calls the operations with the program's arguments and prints what they return. */
final class Verbs {
  private final Arguments arguments;

  /** Variables by which CI machines make themselves known. */
  private final Map<String, String> environment;

  Verbs(Arguments arguments, Map<String, String> environment) {
    this.arguments = arguments;
    this.environment = environment;
  }

  /** Does what the arguments ask for. */
  ExitCode call() throws InvalidExperiment, IOException, InterruptedException, UserError {
    switch (arguments.verb()) {
      case "run" -> {
        return run();
      }
      case "check" -> {
        return check();
      }
      case "report" -> new ReportOperation(workspace()).report(experiments());
      case "baseline" -> baseline();
      case "compare" -> compare();
      case "validate" -> validate();
      case "schema" -> schema();
      case "export" -> export();
      case "work" -> WorkVerb.run();
      default ->
          throw new UserError(
              "unknown verb "
                  + arguments.verb()
                  + "; expected run, report, check, baseline, compare, validate, schema or export");
    }
    return ExitCode.FINE;
  }

  private ExitCode run() throws InvalidExperiment, IOException, InterruptedException, UserError {
    RunOperation.Options options =
        new RunOperation.Options(
            arguments.flag("all-seeds"),
            arguments.flag("force"),
            arguments.sessionLogs(),
            arguments.parallelism());
    arguments.trialTimeout();
    List<ExperimentSpec> specs = experiments();
    if (arguments.flag("dry-run")) {
      DryRunLines.of(new DryRun(workspace(), options.allSeeds(), options.force()).plan(specs))
          .forEach(System.out::println);
      return ExitCode.FINE;
    }
    List<Reported> reported;
    try (TrialExecutor executor = TrialExecutors.of(arguments)) {
      reported = new RunOperation(workspace(), options).run(specs, executor);
    }
    Path reports = arguments.path("reports");
    specs.stream()
        .filter(spec -> spec.variant().swept())
        .map(spec -> spec.variant().base())
        .distinct()
        .forEach(base -> System.out.println(base + ": " + reports.resolve(base + "/index.html")));
    List<String> failed =
        reported.stream().filter(Reported::failed).map(it -> it.spec().name()).toList();
    if (failed.isEmpty()) {
      return ExitCode.FINE;
    }
    System.err.println(
        "trials failed in %s; the reports say why".formatted(String.join(", ", failed)));
    return ExitCode.ERROR;
  }

  private ExitCode check() throws InvalidExperiment, IOException, InterruptedException, UserError {
    Experiments experiments = selection();
    BuildRules policy = arguments.policy(!experiments.baselines().isEmpty());
    List<ExperimentSpec> specs = experiments.select();
    CheckOperation operation =
        new CheckOperation(workspace(), new Verdicts(policy, environment), arguments.flag("exact"));
    Checked checked;
    try (TrialExecutor executor = TrialExecutors.of(arguments)) {
      checked = operation.check(specs, experiments.orphans(specs), executor);
    }
    checked.results().forEach(it -> CheckWords.lines(it).forEach(System.out::println));
    if ("true".equals(environment.get("GITHUB_ACTIONS"))) {
      Annotations.lines(checked.results(), checked.places(), checked.policy())
          .forEach(System.out::println);
    }
    if (checked.failed()) {
      System.err.println(CheckWords.failure(checked.results(), checked.policy()));
      return ExitCode.BASELINE_DOES_NOT_HOLD;
    }
    System.out.println(CheckWords.headline(checked.results(), checked.policy()));
    return ExitCode.FINE;
  }

  private void baseline() throws InvalidExperiment, IOException, UserError {
    for (Recorded each :
        new BaselineOperation(workspace(), arguments.accepted()).record(experiments())) {
      System.out.println(
          "%s: baseline %s %s"
              .formatted(
                  each.spec().name(),
                  each.unchanged() ? "unchanged in" : "recorded in",
                  each.file()));
      BaselineWords.lines(each.recording(), each.spec().baseline(), arguments.alpha())
          .forEach(line -> System.out.println("  " + line));
    }
  }

  private void compare() throws IOException, UserError {
    Compared compared =
        new CompareOperation(
                new Workspace(
                    arguments.path("reports"), arguments.alpha(RunComparison.ALPHA), console()),
                arguments.path("experiments"),
                arguments.selection(),
                arguments.option("base"),
                arguments.option("head"))
            .compare();
    ComparisonLines.of(compared.runs()).forEach(System.out::println);
    System.out.println("report: " + compared.page());
  }

  private void validate() throws InvalidExperiment, IOException, UserError {
    int count = experiments().size();
    System.out.println(count == 1 ? "1 experiment is valid" : count + " experiments are valid");
  }

  private void schema() throws IOException, UserError {
    if (arguments.option("output").isEmpty()) {
      System.out.print(ExperimentSchema.render());
      return;
    }
    Path file = arguments.path("output");
    AtomicFile.write(file, ExperimentSchema.render());
    System.out.println("wrote " + file);
  }

  private void export() throws InvalidExperiment, IOException, UserError {
    Path output = arguments.path("output");
    new ExportOperation(workspace())
        .export(experiments(), arguments.option("trial"), output)
        .forEach(folder -> System.out.println("wrote " + folder));
  }

  private List<ExperimentSpec> experiments() throws InvalidExperiment, IOException, UserError {
    return selection().select();
  }

  private Experiments selection() throws UserError {
    return new Experiments(
        arguments.path("experiments"), arguments.selection(), arguments.settings());
  }

  private Workspace workspace() throws UserError {
    return new Workspace(arguments.path("reports"), arguments.alpha(), console());
  }

  private Console console() throws UserError {
    return new Console(arguments.flag("interactive"), arguments.sessionLogs());
  }
}
