package dev.recsim.junit;

import dev.recsim.app.CheckOperation;
import dev.recsim.app.EvaluateOperation;
import dev.recsim.app.ExperimentReport;
import dev.recsim.app.Listener;
import dev.recsim.app.RunOperation;
import dev.recsim.app.RunOperation.RunOptions;
import dev.recsim.app.Workspace;
import dev.recsim.app.fit.FitCheck;
import dev.recsim.app.project.UserError;
import dev.recsim.app.reality.RealityGate;
import dev.recsim.app.results.ClaimVerdicts;
import dev.recsim.baseline.CheckResult;
import dev.recsim.experiment.LocalExecutor;
import dev.recsim.experiment.OptionalModules;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.experimentfile.ClaimReader;
import dev.recsim.experimentfile.Contents;
import dev.recsim.experimentfile.EvaluationSpec;
import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.report.ResultsJson;
import dev.recsim.report.check.BuildRules;
import dev.recsim.report.check.BuildRules.OnUndecided;
import dev.recsim.report.results.Results;
import dev.recsim.trial.TrialResult.Failed;
import dev.recsim.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.opentest4j.AssertionFailedError;

/**
 * A finished run of an experiment, with its report. Parameter of a method with {@link RecsimTest};
 * {@link RecsimAssertions#assertThat} judges it.
 */
public final class ExperimentRun {
  private final ExperimentReport reported;
  private final Optional<EvaluationSpec> evaluation;
  private final Workspace workspace;
  private final int parallelism;
  private final OnUndecided onUndecided;
  private final List<Chain> chains = new CopyOnWriteArrayList<>();

  private ExperimentRun(
      ExperimentReport reported,
      Optional<EvaluationSpec> evaluation,
      Workspace workspace,
      int parallelism,
      OnUndecided onUndecided) {
    this.reported = reported;
    this.evaluation = evaluation;
    this.workspace = workspace;
    this.parallelism = parallelism;
    this.onUndecided = onUndecided;
  }

  /** Starts assertions. */
  Chain chain() {
    Chain chain = new Chain();
    chains.add(chain);
    return chain;
  }

  /** Whether assertions were started and none was made. */
  boolean hasEmptyChain() {
    return chains.stream().anyMatch(Chain::isEmpty);
  }

  /** Runs the trials of an experiment that are not stored. */
  static ExperimentRun of(String file, String experiment, Settings settings) {
    Path path = Path.of(file).toAbsolutePath().normalize();
    Path reports = settings.reports().toAbsolutePath().normalize();
    Workspace workspace = new Workspace(reports, settings.alpha(), new ToErrors()).waiting();
    RunOptions options = new RunOptions(false, false, false, settings.parallelism());
    Contents contents = read(file, settings.home(path), path);
    ExperimentSpec spec = spec(file, contents.experiments(), experiment);
    Optional<EvaluationSpec> evaluation =
        contents.evaluations().stream().filter(it -> it.name().equals(spec.name())).findFirst();
    try (TrialExecutor executor = executor(settings.parallelism())) {
      OptionalModules.require(List.of(spec));
      ExperimentReport reported =
          new RunOperation(workspace).run(List.of(spec), options, executor).get(0);
      return new ExperimentRun(
              reported, evaluation, workspace, settings.parallelism(), OnUndecided.FAIL)
          .completed();
    } catch (IOException e) {
      throw new IllegalStateException(e.getMessage(), e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static Contents read(String named, Path home, Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "there is no experiment %s in %s".formatted(named, Path.of("").toAbsolutePath()));
    }
    try {
      return ExperimentReader.readAll(home, file, List.of());
    } catch (InvalidExperiment e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static ExperimentSpec spec(String named, List<ExperimentSpec> specs, String experiment) {
    Optional<ExperimentSpec> found =
        experiment.isEmpty() && specs.size() == 1
            ? Optional.of(specs.get(0))
            : specs.stream().filter(it -> it.name().equals(experiment)).findFirst();
    return found.orElseThrow(
        () ->
            new IllegalArgumentException(
                "%s makes %s; name one of them with experiment = \"...\""
                    .formatted(
                        named,
                        specs.stream()
                            .map(ExperimentSpec::name)
                            .collect(Collectors.joining(", ")))));
  }

  private static TrialExecutor executor(int parallelism) {
    return new LocalExecutor(parallelism, Optional.empty());
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while trials run", e);
  }

  private ExperimentRun completed() {
    List<Failed> failed =
        reported.results().agents().stream()
            .flatMap(agent -> agent.trials().stream())
            .filter(Failed.class::isInstance)
            .map(Failed.class::cast)
            .toList();
    if (!failed.isEmpty()) {
      throw new AssertionFailedError(
          "%s: %s%n  report: %s"
              .formatted(
                  spec().name(),
                  failed.stream()
                      .map(it -> it.id() + " FAILED: " + it.error())
                      .collect(Collectors.joining("\n  ")),
                  page()));
    }
    return this;
  }

  /** The same run with another rule for verdicts that need more seeds. */
  ExperimentRun with(OnUndecided rule) {
    return new ExperimentRun(reported, evaluation, workspace, parallelism, rule);
  }

  BuildRules rules() {
    return new BuildRules(true, true, onUndecided);
  }

  private ExperimentSpec spec() {
    return reported.spec();
  }

  /** All figures of the report, as {@code results.json} has them. */
  public Results results() {
    return new ResultsJson(reported.results()).results();
  }

  /** The report's HTML page. */
  public Path page() {
    return reported.page();
  }

  /** The check of the experiment as its file declares it. */
  CheckResult check() {
    return check(spec(), evaluation);
  }

  /** The check of the fitted environment; empty if the environment is not fitted. */
  List<FitCheck> fits() {
    return FitCheck.of(List.of(spec()));
  }

  /**
   * The check of another claim.
   *
   * @param yaml a list of claims as in an experiment file
   * @throws IllegalArgumentException if an agent or a metric does not exist
   */
  CheckResult check(String yaml) {
    try {
      return check(ClaimReader.read(spec(), yaml), Optional.empty());
    } catch (InvalidExperiment e) {
      throw new IllegalArgumentException(
          e.problems().stream().map(Problem::message).collect(Collectors.joining("\n")), e);
    }
  }

  /** May run more trials, if the experiment has {@code max_seeds}. */
  private CheckResult check(ExperimentSpec spec, Optional<EvaluationSpec> claims) {
    try (TrialExecutor executor = executor(parallelism)) {
      List<ClaimVerdicts> logs =
          new ArrayList<>(
              new EvaluateOperation(workspace, Optional.empty()).test(claims.stream().toList()));
      logs.addAll(new RealityGate(workspace, LocalDate.now()).check(List.of(spec)));
      return new CheckOperation(workspace, false).look(List.of(spec), logs, executor).get(0);
    } catch (IOException | UserError | InvalidExperiment e) {
      throw new IllegalStateException(e.getMessage(), e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  @Override
  public String toString() {
    return spec().name();
  }

  private static final class ToErrors implements Listener {
    @Override
    public void warning(String message) {
      System.err.println(message);
    }
  }
}
