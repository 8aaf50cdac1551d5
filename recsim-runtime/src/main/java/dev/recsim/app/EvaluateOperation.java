package dev.recsim.app;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options;
import dev.recsim.api.Options.InvalidFile;
import dev.recsim.app.origin.Machine;
import dev.recsim.app.project.PerFile;
import dev.recsim.app.project.UserError;
import dev.recsim.app.results.ClaimVerdicts;
import dev.recsim.baseline.ClaimResult;
import dev.recsim.baseline.ClaimResult.Sample;
import dev.recsim.experiment.OptionalModules;
import dev.recsim.experiment.remote.Frames;
import dev.recsim.experiment.remote.LogDriver;
import dev.recsim.experiment.remote.LogDriver.LogProblem;
import dev.recsim.experimentfile.Environments;
import dev.recsim.experimentfile.EvaluationSpec;
import dev.recsim.experimentfile.evaluation.EvaluateOptions;
import dev.recsim.experimentfile.evaluation.EvaluateOptions.PolicyOptions;
import dev.recsim.io.AtomicFile;
import dev.recsim.io.RunFiles;
import dev.recsim.logs.Log;
import dev.recsim.logs.LogOptions;
import dev.recsim.ope.Spread;
import dev.recsim.ope.evaluation.Evaluated;
import dev.recsim.ope.evaluation.Evaluated.Difference;
import dev.recsim.ope.evaluation.LogEvaluation;
import dev.recsim.ope.evaluation.LogSource;
import dev.recsim.ope.evaluation.Partition;
import dev.recsim.ope.evaluation.PolicyEvaluation.Comparison;
import dev.recsim.ope.evaluation.PolicyEvaluation.Settings;
import dev.recsim.ope.evaluation.Survey;
import dev.recsim.ope.evaluation.Target;
import dev.recsim.random.RandomKey;
import dev.recsim.report.evaluation.EvaluationJson;
import dev.recsim.report.evaluation.EvaluationPage;
import dev.recsim.report.evaluation.EvaluationReport;
import dev.recsim.rule.Claim;
import dev.recsim.rule.ClaimSpec;
import dev.recsim.stats.Interval;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Evaluates policies on logs, tests the claims about them, and writes the reports.
 *
 * @param cluster reads the logs; empty for this JVM
 */
public record EvaluateOperation(Workspace workspace, Optional<LogDriver> cluster) {

  /** An evaluation and the page that shows it. */
  public record OffPolicy(EvaluationReport report, Path page) {}

  /**
   * Evaluates and writes the reports. An evaluation has an error if its log cannot be read, or an
   * agent cannot be evaluated.
   */
  public PerFile<OffPolicy> evaluate(List<EvaluationSpec> specs) throws IOException {
    PerFile<OffPolicy> results = PerFile.of(specs, this::evaluate);
    if (!specs.isEmpty()) {
      workspace.writeIndex(specs.get(0).home());
    }
    return results;
  }

  /**
   * Evaluates for a check, and writes the reports. Claims are INCOMPLETE if a log cannot be read or
   * an agent cannot be evaluated.
   */
  public List<ClaimVerdicts> test(List<EvaluationSpec> specs) throws IOException {
    List<ClaimVerdicts> tested = new ArrayList<>();
    for (EvaluationSpec spec : specs) {
      try {
        tested.add(ClaimVerdicts.of(spec, evaluate(spec).report().claims()));
      } catch (UserError e) {
        tested.add(
            ClaimVerdicts.of(
                spec,
                spec.section().claims().stream()
                    .map(it -> ClaimResult.unread(it.claim(), e.getMessage()))
                    .toList()));
      }
    }
    return tested;
  }

  private OffPolicy evaluate(EvaluationSpec spec) throws IOException, UserError {
    EvaluationReport report = report(spec);
    Path folder = workspace.reports().resolve(spec.name());
    Path page = folder.resolve(RunFiles.OPE_PAGE);
    AtomicFile.write(folder.resolve(RunFiles.OPE), EvaluationJson.render(report));
    AtomicFile.write(page, new EvaluationPage(report).utf8(Machine.now(spec.file())));
    return new OffPolicy(report, page);
  }

  private EvaluationReport report(EvaluationSpec spec) throws IOException, UserError {
    try {
      return evaluated(spec);
    } catch (InvalidOption e) {
      throw new UserError(
          "%s: logs.%s %s".formatted(spec.file(), Options.key(e.option()), e.getMessage()));
    } catch (InvalidFile e) {
      String place = e.line() == 0 ? "" : ":" + e.line() + ":" + e.column();
      throw new UserError(e.file() + place + ": " + e.getMessage());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new UserError(spec.file() + ": " + e.getMessage());
    }
  }

  private EvaluationReport evaluated(EvaluationSpec spec) throws IOException, UserError {
    List<String> columns =
        spec.section().policies().values().stream().flatMap(it -> it.logged().stream()).toList();
    boolean learns = !spec.section().options().learn().isEmpty();
    if (learns && cluster.isPresent()) {
      throw new UserError(
          spec.file()
              + ": agents learn from logs with recsim.executor=local; remove evaluate.learn");
    }
    LogEvaluation log = LogEvaluation.of(sessions(spec, columns), learns);
    try (AgentTargets agents = new AgentTargets(workspace, spec, log, cluster.isPresent())) {
      List<Target> targets = new ArrayList<>(agents.open());
      targets.addAll(policies(spec, columns, log.survey()));
      List<Comparison> comparisons =
          spec.section().claims().stream()
              .map(ClaimSpec::claim)
              .map(it -> new Comparison(it.agent(), it.agents().get(1)))
              .toList();
      Evaluated evaluated = log.evaluate(targets, comparisons, settings(spec));
      return new EvaluationReport(
          spec.name(),
          spec.title(),
          spec.section().logs().place(),
          workspace.alpha(),
          evaluated,
          agents.fitted(),
          judged(spec, evaluated));
    }
  }

  private LogSource sessions(EvaluationSpec spec, List<String> columns)
      throws IOException, UserError {
    Path folder = spec.file().toAbsolutePath().getParent();
    LogOptions logs = spec.section().logs();
    double largest =
        Optional.ofNullable(spec.section().options().clipRewards())
            .orElse(Double.POSITIVE_INFINITY);
    if (cluster.isPresent()) {
      return open(cluster.get(), logs, folder, columns, largest);
    }
    Log log = Log.of(logs, folder, columns).withPropensities().clipped(largest);
    OptionalModules.require(log.modules());
    return LogSource.of(
        spec.experiment()
            .flatMap(Environments::logNames)
            .map(it -> log.coded(it.documents(), it.states()))
            .orElse(log));
  }

  private Settings settings(EvaluationSpec spec) {
    EvaluateOptions options = spec.section().options();
    return new Settings(
        options.discount(),
        options.rewards() == null
            ? null
            : new Interval(options.rewards().min(), options.rewards().max()),
        options.maxWeight(),
        workspace.alpha(),
        RandomKey.root(spec.seed()).child("ope"));
  }

  private static List<Target> policies(EvaluationSpec spec, List<String> columns, Survey survey) {
    List<Target> targets = new ArrayList<>();
    for (Map.Entry<String, PolicyOptions> each : spec.section().policies().entrySet()) {
      targets.add(
          each.getValue()
              .logged()
              .<Target>map(it -> new Target.Column(each.getKey(), columns.indexOf(it)))
              .orElseGet(() -> new Target.Uniform(each.getKey(), survey)));
    }
    return targets;
  }

  private List<ClaimResult> judged(EvaluationSpec spec, Evaluated evaluated) {
    List<ClaimResult> judged = new ArrayList<>();
    for (int i = 0; i < evaluated.differences().size(); i++) {
      Claim claim = spec.section().claims().get(i).claim();
      judged.add(judged(spec, claim, evaluated.differences().get(i)));
    }
    return judged;
  }

  private ClaimResult judged(EvaluationSpec spec, Claim claim, Difference difference) {
    if (!difference.refusals().isEmpty()) {
      int more = difference.refusals().size() - 1;
      return ClaimResult.refused(
          claim,
          difference.refusals().get(0) + (more == 0 ? "" : " (and %s more)".formatted(more)));
    }
    boolean tolerant = claim instanceof Claim.NotWorseThan;
    double threshold = tolerant ? 0 - spec.section().margin().around(difference.other()) : 0;
    Spread spread = difference.spread().orElseThrow();
    double scale = Math.abs(difference.other()) + Math.abs(spread.value());
    return ClaimResult.tested(
        claim,
        Sample.sessions(difference.sessions()),
        spread.value(),
        Optional.of(spread.bounds(workspace.alpha())),
        workspace.alpha(),
        threshold,
        scale);
  }

  /**
   * Finds the files of a log that a cluster reads.
   *
   * @param directory folder that the options' file is relative to, unless it is a URI
   * @param extras see {@link Log#of}
   * @param largest see {@link Log#clipped}
   * @throws UserError if there are none
   */
  private static LogSource open(
      LogDriver driver, LogOptions options, Path directory, List<String> extras, double largest)
      throws IOException, UserError {
    InvalidOption.unless(
        !options.isServed(), "type", "is served, which only recsim.executor=local reads");
    String file = options.file();
    InvalidOption.unless(
        !file.endsWith(".jsonl"),
        "file",
        "is a session log of recsim, which only recsim.executor=local reads");
    boolean uri = file.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*");
    // Checks the options before anything starts.
    Log unknown = Log.elsewhere(options, List.of(), extras);
    Map<String, String> asked = new TreeMap<>();
    asked.put(Frames.LOG_FILE, uri ? file : directory.resolve(file).toUri().toString());
    asked.put(Frames.LOG_SEPARATOR, options.separator());
    if (options.listSeparator() != null) {
      asked.put(Frames.LOG_LIST_SEPARATOR, options.listSeparator());
    }
    if (options.columns().session() != null) {
      asked.put(Frames.LOG_SESSION, options.columns().session());
    }
    try {
      List<String> names = driver.open(Partition.request(unknown, null), asked);
      List<Path> files = names.stream().map(Path::of).toList();
      return new LogSource.Elsewhere(
          Log.elsewhere(options, files, extras).clipped(largest), request -> read(driver, request));
    } catch (LogProblem e) {
      throw new UserError(file + ": " + e.getMessage());
    }
  }

  private static Iterator<byte[]> read(LogDriver driver, byte[] request) {
    try {
      return driver.read(request).iterator();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
