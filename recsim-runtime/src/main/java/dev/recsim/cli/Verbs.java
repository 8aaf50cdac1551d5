package dev.recsim.cli;

import dev.recsim.app.BaselineOperation;
import dev.recsim.app.BaselineOperation.WrittenBaseline;
import dev.recsim.app.CheckOperation;
import dev.recsim.app.CheckReport;
import dev.recsim.app.ExperimentReport;
import dev.recsim.app.ExportOperation;
import dev.recsim.app.RunOperation;
import dev.recsim.app.RunOperation.RunOptions;
import dev.recsim.app.Verdicts;
import dev.recsim.app.Workspace;
import dev.recsim.app.ab.AbGate;
import dev.recsim.app.fit.FitCheck;
import dev.recsim.app.fit.FitLines;
import dev.recsim.app.fit.FitOperation;
import dev.recsim.app.fit.FitOperation.FittedFile;
import dev.recsim.app.project.Experiments;
import dev.recsim.app.project.UnjudgedBaselines;
import dev.recsim.app.project.UserError;
import dev.recsim.app.results.ClaimVerdicts;
import dev.recsim.app.served.ForgetOperation;
import dev.recsim.baseline.Check;
import dev.recsim.bridge.environment.EnvironmentServer;
import dev.recsim.bridge.protocol.Kind;
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
import dev.recsim.fit.log.Fit;
import dev.recsim.io.AtomicFile;
import dev.recsim.io.Channel;
import dev.recsim.io.process.ChannelProcess;
import dev.recsim.json.JsonRecords;
import dev.recsim.report.check.Annotations;
import dev.recsim.report.check.BaselineWords;
import dev.recsim.report.check.BuildRules;
import dev.recsim.report.check.CheckWords;
import dev.recsim.report.compare.RunComparison;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
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

  /** Runs the verb of the arguments. */
  ExitCode call() throws InvalidExperiment, IOException, InterruptedException, UserError {
    switch (arguments.verb()) {
      case REPORT -> new RunOperation(workspace()).report(planned(selection()));
      case BASELINE -> baseline();
      case COMPARE -> new HistoryVerbs(arguments, workspace(RunComparison.ALPHA)).compare();
      case TREND -> new HistoryVerbs(arguments, workspace()).trend();
      case FIT -> fit();
      case VALIDATE -> validate();
      case SCHEMA -> schema();
      case INIT -> init();
      case EXPORT -> export();
      case LOG_FORGET -> logForget();
      case PROMOTE -> new PromoteVerbs(arguments).promote(workspace(), selection(), this::claims);
      case VERIFY_PROMOTED -> new PromoteVerbs(arguments).verify();
      case PYTHON -> python();
      case WORK -> work();
      case SERVE -> new EnvironmentServer(channel(Kind::most)).serve();
      case RUN -> run();
      case CHECK -> {
        return check();
      }
      case OPE -> {
        return new LogVerbs(arguments, workspace()).ope(selection());
      }
      case AB -> {
        return new LogVerbs(arguments, workspace()).ab(selection());
      }
      case AB_PLAN -> new LogVerbs(arguments, workspace()).abPlan(selection());
      case PREDICT -> new RealityVerbs(arguments, workspace()).predict();
      case REALITY -> new RealityVerbs(arguments, workspace()).reality();
    }
    return ExitCode.FINE;
  }

  private void run() throws InvalidExperiment, IOException, InterruptedException, UserError {
    RunOptions options =
        new RunOptions(
            arguments.flag("all-seeds"),
            arguments.flag("force"),
            arguments.loggedSessions(),
            arguments.parallelism());
    List<ExperimentReport> reported;
    try (TrialExecutor executor = TrialExecutors.of(arguments)) {
      List<ExperimentSpec> specs = planned(selection());
      if (arguments.flag("dry-run")) {
        Console.plan(new RunOperation(workspace()).plan(specs, options));
        return;
      }
      reported = new RunOperation(workspace()).run(specs, options, executor);
    }
    Path reports = arguments.path("reports");
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

  private ExitCode check() throws InvalidExperiment, IOException, InterruptedException, UserError {
    Experiments experiments = selection();
    BuildRules rules = arguments.policy(!experiments.baselines().isEmpty());
    CheckReport checked;
    UnjudgedBaselines unjudged;
    try (TrialExecutor executor = TrialExecutors.of(arguments)) {
      Contents contents = experiments.checked();
      List<ExperimentSpec> specs = contents.experiments();
      console().doubtful(specs);
      OptionalModules.require(specs);
      List<ClaimVerdicts> logs = claims(contents);
      unjudged = experiments.unjudged(specs);
      checked =
          new CheckOperation(workspace(), arguments.flag("exact"))
              .check(specs, logs, unjudged.orphans(), new Verdicts(rules, environment), executor);
    }
    // The message of the failed build has the others.
    Console console = console();
    checked.results().stream()
        .filter(it -> !checked.policy().fails(it))
        .forEach(it -> console.verdict(it).forEach(System.out::println));
    checked.fits().forEach(it -> it.lines().forEach(System.out::println));
    unjudged.line(experiments.selection()).ifPresent(System.out::println);
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
  private List<ClaimVerdicts> claims(Contents contents)
      throws InvalidExperiment, IOException, UserError {
    List<ClaimVerdicts> claims =
        new ArrayList<>(new LogVerbs(arguments, workspace()).test(contents.evaluations()));
    claims.addAll(AbGate.check(contents.liveTests(), arguments.alpha(Check.ALPHA)));
    claims.addAll(new RealityVerbs(arguments, workspace()).check(contents.experiments()));
    return claims;
  }

  private void baseline() throws InvalidExperiment, IOException, UserError {
    for (WrittenBaseline each :
        new BaselineOperation(workspace(), arguments.accepted()).record(planned(selection()))) {
      System.out.println(
          "%s: baseline %s %s"
              .formatted(
                  each.spec().name(),
                  each.unchanged() ? "unchanged in" : "recorded in",
                  each.file()));
      BaselineWords.lines(each.recording(), each.spec().rule(), arguments.alpha(Check.ALPHA))
          .forEach(line -> System.out.println("  " + line));
    }
  }

  private void fit() throws InvalidExperiment, IOException, UserError {
    FitOperation operation =
        new FitOperation(
            arguments.path("experiments"),
            arguments.path("reports"),
            arguments.selection(),
            arguments.alpha(Fit.ALPHA));
    FitLines lines =
        new FitLines(
            new Throttle(System::nanoTime)::due,
            System::nanoTime,
            TrialLines::whole,
            System.out::println);
    Optional<LogDriver> cluster = TrialExecutors.logDriver(arguments);
    List<FittedFile> all;
    try {
      all = operation.fit(lines, cluster);
    } finally {
      cluster.ifPresent(LogDriver::close);
    }
    workspace().writeIndex(arguments.path("experiments"));
    for (FittedFile fitted : all) {
      fitted.words().lines().forEach(System.out::println);
      fitted.excluded().forEach(it -> System.out.println("  " + it));
      System.out.println("  wrote " + fitted.file());
      System.out.println("  report: " + fitted.page());
    }
  }

  private void validate() throws InvalidExperiment, IOException, UserError {
    Contents contents = selection().contents();
    long alone = contents.evaluations().stream().filter(it -> it.experiment().isEmpty()).count();
    long count = contents.experiments().size() + alone + contents.liveTests().size();
    console().doubtful(contents.experiments());
    System.out.println(count == 1 ? "1 experiment is valid" : count + " experiments are valid");
    Path none = Path.of("");
    int fits =
        new FitOperation(arguments.path("experiments"), none, arguments.selection(), Fit.ALPHA)
            .plans()
            .size();
    if (fits > 0) {
      System.out.println(fits == 1 ? "1 fit is valid" : fits + " fits are valid");
    }
  }

  private void schema() throws IOException, UserError {
    if (arguments.option("output").isEmpty()) {
      System.out.print(ExperimentSchema.render());
      return;
    }
    Path file = arguments.path("output");
    AtomicFile.write(file, ExperimentSchema.render());
    Path fits = file.resolveSibling("recsim-fit.schema.json");
    AtomicFile.write(fits, FitSchema.render());
    System.out.println("wrote %s and %s".formatted(file, fits.getFileName()));
  }

  /** Writes an experiment that needs no other code; Maven's goal writes a project instead. */
  private void init() throws IOException, UserError {
    Path file = arguments.path("experiments").resolve("first.yaml");
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

  private void export() throws InvalidExperiment, IOException, UserError {
    Path output = arguments.path("output");
    new ExportOperation(workspace())
        .export(planned(selection()), arguments.option("trial"), output, arguments.format())
        .forEach(written -> System.out.println("wrote " + written));
  }

  private void logForget() throws IOException, UserError {
    String unit =
        arguments
            .option("unit")
            .orElseThrow(() -> new UserError("recsim.unit is missing; it names who to forget"));
    Path logs = arguments.path("logs");
    ForgetOperation.Forgotten forgotten = new ForgetOperation(logs, environment).forget(unit);
    System.out.println(
        forgotten.records() == 0
            ? "the unit is not in " + logs
            : "removed %s records from %s files of %s"
                .formatted(forgotten.records(), forgotten.files(), logs));
  }

  /** Writes the command with which the Python package starts this program. */
  private void python() throws IOException, UserError {
    Path file = arguments.path("output");
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
    String address = environment.get(Channel.VARIABLE);
    if (address == null) {
      throw new UserError(arguments.verb() + " is for processes that another program starts");
    }
    // What users' code prints is in order with its errors.
    System.setOut(System.err);
    return Channel.connect(address, most);
  }

  /** The selected experiments, with the optional modules that their trials need. */
  private List<ExperimentSpec> planned(Experiments experiments)
      throws InvalidExperiment, IOException, UserError {
    List<ExperimentSpec> specs = experiments.select();
    console().doubtful(specs);
    OptionalModules.require(specs);
    return specs;
  }

  private Experiments selection() throws UserError {
    return new Experiments(
        arguments.path("experiments"), arguments.selection(), arguments.settings());
  }

  private Workspace workspace() throws UserError {
    return workspace(Check.ALPHA);
  }

  private Workspace workspace(double alpha) throws UserError {
    return new Workspace(arguments.path("reports"), arguments.alpha(alpha), console());
  }

  private Console console() throws UserError {
    boolean logs = arguments.loggedSessions() > 0;
    Throttle throttle = new Throttle(System::nanoTime);
    Once once = new Once(arguments.option("printed").map(Path::of));
    return new Console(
        arguments.flag("interactive"), logs, throttle, once, arguments.flag("check-follows"));
  }
}
