package dev.recsim.cli;

import dev.recsim.app.BaselineOperation;
import dev.recsim.app.BaselineOperation.WrittenBaseline;
import dev.recsim.app.CheckOperation;
import dev.recsim.app.CheckReport;
import dev.recsim.app.ExperimentReport;
import dev.recsim.app.ExportOperation;
import dev.recsim.app.RunOperation;
import dev.recsim.app.RunOperation.RunOptions;
import dev.recsim.app.ab.AbGate;
import dev.recsim.app.fit.FitCheck;
import dev.recsim.app.fit.FitLines;
import dev.recsim.app.fit.FitOperation;
import dev.recsim.app.fit.FitOperation.FittedFile;
import dev.recsim.app.project.Experiments;
import dev.recsim.app.project.Experiments.Checked;
import dev.recsim.app.project.PerFile;
import dev.recsim.app.project.UnjudgedBaselines;
import dev.recsim.app.project.UserError;
import dev.recsim.app.reality.RealityGate;
import dev.recsim.app.results.ClaimVerdicts;
import dev.recsim.app.served.ForgetOperation;
import dev.recsim.baseline.Check;
import dev.recsim.bridge.environment.EnvironmentServer;
import dev.recsim.bridge.protocol.Kind;
import dev.recsim.cli.options.Arguments;
import dev.recsim.cli.options.Verb;
import dev.recsim.cli.options.VerbOptions;
import dev.recsim.cli.options.VerbOptions.Ab;
import dev.recsim.cli.options.VerbOptions.Baseline;
import dev.recsim.cli.options.VerbOptions.Call;
import dev.recsim.cli.options.VerbOptions.Cluster;
import dev.recsim.cli.options.VerbOptions.Compare;
import dev.recsim.cli.options.VerbOptions.Executor;
import dev.recsim.cli.options.VerbOptions.Export;
import dev.recsim.cli.options.VerbOptions.Fit;
import dev.recsim.cli.options.VerbOptions.Init;
import dev.recsim.cli.options.VerbOptions.LogForget;
import dev.recsim.cli.options.VerbOptions.Ope;
import dev.recsim.cli.options.VerbOptions.Predict;
import dev.recsim.cli.options.VerbOptions.Promote;
import dev.recsim.cli.options.VerbOptions.Python;
import dev.recsim.cli.options.VerbOptions.Reality;
import dev.recsim.cli.options.VerbOptions.Results;
import dev.recsim.cli.options.VerbOptions.Run;
import dev.recsim.cli.options.VerbOptions.Schema;
import dev.recsim.cli.options.VerbOptions.Trend;
import dev.recsim.cli.options.VerbOptions.Trials;
import dev.recsim.cli.options.VerbOptions.Validate;
import dev.recsim.cli.options.VerbOptions.Verdicts;
import dev.recsim.cli.options.VerbOptions.VerifyPromoted;
import dev.recsim.experiment.OptionalModules;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.experiment.remote.Frames;
import dev.recsim.experiment.remote.LogDriver;
import dev.recsim.experiment.remote.Worker;
import dev.recsim.experimentfile.Contents;
import dev.recsim.experimentfile.ExperimentSchema;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.experimentfile.fits.FitSchema;
import dev.recsim.experimentfile.variants.Variant;
import dev.recsim.io.AtomicFile;
import dev.recsim.io.Channel;
import dev.recsim.io.process.ChannelProcess;
import dev.recsim.json.JsonRecords;
import dev.recsim.report.check.Annotations;
import dev.recsim.report.check.BaselineWords;
import dev.recsim.report.check.BuildRules;
import dev.recsim.report.check.CheckWords;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * Calls the operations with the program's arguments and prints their results.
 *
 * @param environment environment variables, which identify CI servers
 */
record Verbs(Arguments arguments, Map<String, String> environment) {
  /** Of verbs without options of clusters. */
  private static final Cluster LOCAL =
      new Cluster(Executor.LOCAL, Optional.empty(), Optional.empty(), Optional.empty());

  /** Runs the verb of the arguments. */
  ExitCode call() throws InvalidExperiment, IOException, InterruptedException, UserError {
    Console console = console(false);
    switch (arguments.verb()) {
      case REPORT -> {
        Verdicts options = arguments.read(Verdicts.class);
        new RunOperation(options.workspace(console)).report(planned(options.selected()));
      }
      case BASELINE -> baseline(arguments.read(Baseline.class));
      case COMPARE -> new HistoryVerbs(console).compare(arguments.read(Compare.class));
      case TREND -> new HistoryVerbs(console).trend(arguments.read(Trend.class));
      case FIT -> {
        return fit(arguments.read(Fit.class));
      }
      case VALIDATE -> validate(arguments.read(Validate.class));
      case SCHEMA -> schema(arguments.read(Schema.class).file());
      case INIT -> init(arguments.read(Init.class).experiments());
      case EXPORT -> export(arguments.read(Export.class));
      case LOG_FORGET -> logForget(arguments.read(LogForget.class));
      case PROMOTE -> {
        Promote options = arguments.read(Promote.class);
        PromoteVerbs.promote(
            options, console, contents -> claims(contents, options.verdicts(), LOCAL));
      }
      case VERIFY_PROMOTED -> PromoteVerbs.verify(arguments.read(VerifyPromoted.class));
      case PYTHON -> python(arguments.read(Python.class).output());
      case WORK -> work();
      case SERVE -> new EnvironmentServer(channel(Kind::most)).serve();
      case RUN -> run(arguments.read(Run.class));
      case CHECK -> {
        return check(arguments.read(VerbOptions.Check.class));
      }
      case OPE -> {
        Ope options = arguments.read(Ope.class);
        return logs(options.verdicts(), options.cluster()).ope(options.verdicts().selected());
      }
      case AB -> {
        Ab options = arguments.read(Ab.class);
        return logs(options.verdicts(), options.cluster()).ab(options);
      }
      case AB_PLAN -> {
        return LogVerbs.abPlan(arguments.read(Verdicts.class));
      }
      case PREDICT -> new RealityVerbs(console).predict(arguments.read(Predict.class));
      case REALITY -> {
        return new RealityVerbs(console).reality(arguments.read(Reality.class));
      }
    }
    return ExitCode.FINE;
  }

  private void run(Run options)
      throws InvalidExperiment, IOException, InterruptedException, UserError {
    Trials trials = options.trials();
    Verdicts verdicts = trials.verdicts();
    int logged = options.loggedSessions();
    RunOptions running =
        new RunOptions(options.allSeeds(), options.force(), logged, trials.threads());
    RunOperation run = new RunOperation(verdicts.workspace(console(logged > 0)));
    List<ExperimentReport> reported;
    try (TrialExecutor executor = TrialExecutors.of(trials, logged)) {
      List<ExperimentSpec> specs = planned(verdicts.selected());
      if (options.dryRun()) {
        Console.plan(run.plan(specs, running));
        return;
      }
      reported = run.run(specs, running, executor);
    }
    Path reports = verdicts.results().reports();
    reported.stream()
        .map(it -> it.spec().variant())
        .filter(Variant::swept)
        .map(Variant::base)
        .distinct()
        .forEach(base -> System.out.println(base + ": " + reports.resolve(base + "/index.html")));
    List<String> failed =
        reported.stream().filter(ExperimentReport::failed).map(it -> it.spec().name()).toList();
    if (!failed.isEmpty()) {
      throw new UserError(
          "trials failed in %s; the reports say why".formatted(String.join(", ", failed)));
    }
  }

  private ExitCode check(VerbOptions.Check options)
      throws InvalidExperiment, IOException, InterruptedException, UserError {
    Verdicts verdicts = options.trials().verdicts();
    Experiments experiments = options.selected();
    BuildRules rules = options.rules(!experiments.baselines().isEmpty());
    Console console = console(false);
    CheckReport checked;
    List<String> notJudged = new ArrayList<>();
    try (TrialExecutor executor = TrialExecutors.of(options.trials(), 0)) {
      Checked selected = experiments.checked();
      Contents contents = selected.contents();
      notJudged.addAll(selected.notJudged());
      List<ExperimentSpec> specs = contents.experiments();
      console.doubtful(specs);
      OptionalModules.require(specs);
      List<ClaimVerdicts> logs = claims(contents, verdicts, options.trials().cluster());
      UnjudgedBaselines unjudged = experiments.unjudged(specs);
      experiments.notSelected(unjudged).ifPresent(notJudged::add);
      checked =
          new CheckOperation(verdicts.workspace(console), options.exact())
              .check(
                  specs,
                  logs,
                  unjudged.orphans(),
                  new dev.recsim.app.Verdicts(rules, environment),
                  executor);
    }
    // The message of the failed build has the others.
    checked.results().stream()
        .filter(it -> !checked.policy().fails(it))
        .forEach(it -> console.verdict(it).forEach(System.out::println));
    checked.fits().forEach(it -> it.lines().forEach(System.out::println));
    notJudged.forEach(System.out::println);
    if ("true".equals(environment.get("GITHUB_ACTIONS"))) {
      Annotations.lines(checked.results(), checked.places(), checked.policy())
          .forEach(Screen::command);
    }
    if (checked.failed()) {
      System.err.println(CheckWords.failure(checked.results(), checked.policy()));
    }
    if (checked.fitsFailed()) {
      System.err.println(FitCheck.failure(checked.fits()));
    }
    if (checked.failed() || checked.fitsFailed()) {
      return ExitCode.BASELINE_DOES_NOT_HOLD;
    }
    System.out.println(CheckWords.headline(checked.results(), checked.policy()));
    return ExitCode.FINE;
  }

  /** Verdicts on claims that trials do not decide. */
  private List<ClaimVerdicts> claims(Contents contents, Verdicts options, Cluster cluster)
      throws InvalidExperiment, IOException, UserError {
    List<ClaimVerdicts> claims =
        new ArrayList<>(logs(options, cluster).test(contents.evaluations()));
    claims.addAll(AbGate.check(contents.liveTests(), options.alpha()));
    claims.addAll(
        new RealityGate(options.workspace(console(false)), LocalDate.now())
            .check(contents.experiments()));
    return claims;
  }

  private void baseline(Baseline options) throws InvalidExperiment, IOException, UserError {
    Verdicts verdicts = options.verdicts();
    for (WrittenBaseline each :
        new BaselineOperation(verdicts.workspace(console(false)), options.accepted())
            .record(planned(verdicts.selected()))) {
      System.out.println(
          "%s: baseline %s %s"
              .formatted(
                  each.spec().name(),
                  each.unchanged() ? "unchanged in" : "recorded in",
                  each.file()));
      BaselineWords.lines(each.recording(), each.spec().rule(), verdicts.alpha())
          .forEach(line -> System.out.println("  " + line));
    }
  }

  private ExitCode fit(Fit options) throws InvalidExperiment, IOException, UserError {
    Results results = options.results();
    FitOperation operation =
        new FitOperation(
            results.experiments(), results.reports(), results.selection(), options.alpha());
    FitLines lines =
        new FitLines(
            new Throttle(System::nanoTime)::due,
            System::nanoTime,
            TrialLines::whole,
            System.out::println);
    Optional<LogDriver> cluster = TrialExecutors.logDriver(arguments.verb(), options.cluster());
    PerFile<FittedFile> all;
    try {
      all = operation.fit(lines, cluster);
    } finally {
      cluster.ifPresent(LogDriver::close);
    }
    results.workspace(Check.ALPHA, console(false)).writeIndex(results.experiments());
    for (FittedFile fitted : all.results()) {
      fitted.words().lines().forEach(System.out::println);
      fitted.excluded().forEach(it -> System.out.println("  " + it));
      System.out.println("  wrote " + fitted.file());
      System.out.println("  report: " + fitted.page());
    }
    return FileErrors.print(all.errors(), ExitCode.FINE);
  }

  private void validate(Validate options) throws InvalidExperiment, IOException, UserError {
    Results results = options.results();
    Contents contents = VerbOptions.selected(results, options.set()).contents();
    long alone = contents.evaluations().stream().filter(it -> it.experiment().isEmpty()).count();
    long count = contents.experiments().size() + alone + contents.liveTests().size();
    console(false).doubtful(contents.experiments());
    System.out.println(count == 1 ? "1 experiment is valid" : count + " experiments are valid");
    int fits =
        new FitOperation(results.experiments(), results.reports(), results.selection(), Check.ALPHA)
            .plans()
            .size();
    if (fits > 0) {
      System.out.println(fits == 1 ? "1 fit is valid" : fits + " fits are valid");
    }
  }

  private static void schema(Path file) throws IOException {
    AtomicFile.write(file, ExperimentSchema.render());
    Path fits = file.resolveSibling("recsim-fit.schema.json");
    AtomicFile.write(fits, FitSchema.render());
    System.out.println("wrote %s and %s".formatted(file, fits.getFileName()));
  }

  /** Writes an experiment that needs no other code; Maven's goal writes a project instead. */
  private static void init(Path experiments) throws IOException, UserError {
    Path file = experiments.resolve("first.yaml");
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new UserError(
          "nothing was written, because %s is there already; move it away".formatted(file));
    }
    try (InputStream yaml = Verbs.class.getResourceAsStream("first.yaml")) {
      AtomicFile.write(file, yaml.readAllBytes());
    }
    System.out.println("wrote " + file);
    System.out.println("Now run: mvn recsim:run");
  }

  private void export(Export options) throws InvalidExperiment, IOException, UserError {
    Results results = options.results();
    new ExportOperation(results.workspace(Check.ALPHA, console(false)))
        .export(
            planned(VerbOptions.selected(results, options.set())),
            options.trial(),
            options.output(),
            options.format())
        .forEach(written -> System.out.println("wrote " + written));
  }

  private void logForget(LogForget options) throws IOException, UserError {
    String unit =
        options
            .unit()
            .orElseThrow(() -> new UserError("recsim.unit is missing; it names who to forget"));
    Path logs = options.logs();
    ForgetOperation.Forgotten forgotten = new ForgetOperation(logs, environment).forget(unit);
    System.out.println(
        forgotten.records() == 0
            ? "the unit is not in " + logs
            : "removed %s records from %s files of %s"
                .formatted(forgotten.records(), forgotten.files(), logs));
  }

  /** Writes the command with which the Python package starts this program. */
  private static void python(Path file) throws IOException {
    AtomicFile.write(file, JsonRecords.write(new Launcher(TrialExecutors.command(Verb.SERVE))));
    System.out.println("wrote " + file);
  }

  /**
   * What {@code python} writes.
   *
   * @param command its words
   */
  private record Launcher(List<String> command) {}

  private void work() throws IOException, InterruptedException, UserError {
    Channel channel = channel(Frames::most);
    new Worker(channel, () -> ChannelProcess.haltWithAll(ExitCode.FINE.status)).work();
  }

  /** The channel to the process that has started this one. */
  private Channel channel(IntUnaryOperator most) throws IOException, UserError {
    String address =
        Optional.ofNullable(environment.get(Channel.VARIABLE))
            .orElseThrow(
                () ->
                    new UserError(
                        arguments.verb() + " is for processes that another program starts"));
    // What users' code prints is in order with its errors.
    System.setOut(System.err);
    return Channel.connect(address, most);
  }

  /** The selected experiments, with the optional modules that their trials need. */
  private List<ExperimentSpec> planned(Experiments experiments)
      throws InvalidExperiment, IOException, UserError {
    List<ExperimentSpec> specs = experiments.select();
    console(false).doubtful(specs);
    OptionalModules.require(specs);
    return specs;
  }

  private LogVerbs logs(Verdicts options, Cluster cluster) throws UserError {
    return new LogVerbs(options.workspace(console(false)), arguments.verb(), cluster);
  }

  private Console console(boolean sessionLogs) throws UserError {
    Call call = arguments.read(Call.class);
    return new Console(
        call.interactive(),
        sessionLogs,
        new Throttle(System::nanoTime),
        new Once(call.printed()),
        call.checkFollows());
  }
}
