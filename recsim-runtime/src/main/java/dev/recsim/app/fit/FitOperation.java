package dev.recsim.app.fit;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.InvalidFile;
import dev.recsim.app.origin.Machine;
import dev.recsim.app.project.Folders;
import dev.recsim.app.project.NothingSelected;
import dev.recsim.app.project.PerFile;
import dev.recsim.app.project.Selection;
import dev.recsim.app.project.UserError;
import dev.recsim.experiment.OptionalModules;
import dev.recsim.experiment.remote.LogDriver;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.experimentfile.fits.FitReader;
import dev.recsim.fit.ids.EventStatistics;
import dev.recsim.fit.log.EnvironmentPlan;
import dev.recsim.fit.log.Fit;
import dev.recsim.fit.log.FitPlan;
import dev.recsim.fit.log.FitWork;
import dev.recsim.io.AtomicFile;
import dev.recsim.io.RunFiles;
import dev.recsim.logs.Log;
import dev.recsim.report.fit.FitPage;
import dev.recsim.report.fit.FitWords;
import dev.recsim.yaml.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Fits environments to logs: reads {@code environments/<name>.yaml} and writes {@code
 * environments/<name>.json} beside it, and a report.
 *
 * @param experiments folder of the experiments
 * @param reports folder of the reports
 * @param selection which fits, by name
 * @param alpha error rate of verdicts on logs of other policies
 */
public record FitOperation(Path experiments, Path reports, Selection selection, double alpha) {
  private static final String NOT_ON_CLUSTER =
      "only models of type next_document are fitted on a cluster; select others with recsim.experiment, and fit them with recsim.executor=local";

  /**
   * A fitted environment.
   *
   * @param file the environment
   * @param page the report
   * @param excluded sentences about rows that were not used
   * @param words the verdict
   */
  public record FittedFile(Path file, Path page, List<String> excluded, FitWords words) {}

  /** Hears how far fits are. */
  @FunctionalInterface
  public interface Progress {
    /**
     * A step of a fit is done.
     *
     * @param name of the fit
     * @param what such steps are called
     * @param done number of steps that are done
     * @param all number of all steps
     */
    void step(String name, String what, int done, int all);
  }

  private record Work(EnvironmentPlan plan, Progress progress, EventStatistics statistics)
      implements FitWork {
    @Override
    public void step(String what, int done, int all) {
      progress.step(plan.name(), what, done, all);
    }

    @Override
    public Optional<Path> unfinished() {
      Path kept = kept(plan);
      return Optional.of(kept.resolveSibling(kept.getFileName() + AtomicFile.UNFINISHED));
    }
  }

  /**
   * Reads the selected fits.
   *
   * @throws InvalidExperiment with the problems of all of them
   */
  public List<EnvironmentPlan> plans() throws InvalidExperiment, IOException {
    Path folder = experiments.resolve(RunFiles.ENVIRONMENTS);
    SortedMap<String, Path> files = Folders.files(folder, ".yaml", ".yml");
    List<Problem> problems = new ArrayList<>();
    List<EnvironmentPlan> plans = new ArrayList<>();
    for (String file : files.keySet()) {
      if (selection.matches(file)) {
        try {
          plans.add(FitReader.read(files.get(file)));
        } catch (InvalidExperiment e) {
          problems.addAll(e.problems());
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidExperiment(problems);
    }
    return plans;
  }

  /**
   * Fits the selected environments. A fit that fails its thresholds is written too.
   *
   * @throws InvalidExperiment if a fit is invalid, or its log does not suit the model
   * @throws UserError if there is no fit
   */
  public List<FittedFile> fit() throws InvalidExperiment, IOException, UserError {
    return fit((name, what, done, all) -> {}, Optional.empty()).all();
  }

  /**
   * As {@link #fit()}, also if some of the logs cannot be read or do not suit their model.
   *
   * @param progress of fits that take long
   * @param cluster sums over the logs; empty for this JVM
   */
  public PerFile<FittedFile> fit(Progress progress, Optional<LogDriver> cluster)
      throws InvalidExperiment, IOException, UserError {
    List<EnvironmentPlan> plans = plans();
    if (plans.isEmpty()) {
      throw new NothingSelected(
          "there is no fit%s (*.yaml) in %s; docs/fit.md says how to write one"
              .formatted(selection.suffix(), experiments.resolve(RunFiles.ENVIRONMENTS)));
    }
    if (cluster.isPresent()) {
      requireSums(plans);
    }
    requireModules(plans);
    EventStatistics statistics =
        cluster.<EventStatistics>map(ClusterStatistics::new).orElse(EventStatistics.HERE);
    return PerFile.of(
        plans, plan -> write(plan, fit(plan, alpha, new Work(plan, progress, statistics))));
  }

  private FittedFile write(EnvironmentPlan plan, Fit fit) throws IOException {
    fit.environment().write(plan.environment());
    AtomicFile.discard(kept(plan));
    Path folder = reports.resolve(RunFiles.ENVIRONMENTS).resolve(plan.name());
    Path page = folder.resolve(RunFiles.PAGE);
    AtomicFile.write(
        page,
        new FitPage(plan.name(), fit.environment(), fit.judgement())
            .utf8(Machine.now(plan.file())));
    FitWords words = new FitWords(plan.name(), fit.judgement().findings());
    AtomicFile.write(folder.resolve(RunFiles.FIT), words.json());
    return new FittedFile(plan.environment(), page, fit.environment().source().excluded(), words);
  }

  /** The file of a fit that is not finished, without the suffix of such files. */
  private static Path kept(EnvironmentPlan plan) {
    return plan.environment().resolveSibling(plan.name() + ".sweeps");
  }

  /** Requires what reads the logs. Problems of a log are those of its fit. */
  private static void requireModules(List<EnvironmentPlan> plans) {
    Set<String> modules = new TreeSet<>();
    for (EnvironmentPlan plan : plans) {
      Path folder = plan.file().toAbsolutePath().getParent();
      Stream.concat(plan.fittedLog().stream(), plan.counterfactual().logs().values().stream())
          .forEach(
              options -> {
                try {
                  modules.addAll(Log.of(options, folder, List.of()).modules());
                } catch (InvalidOption | InvalidFile e) {
                  // The fit says so, with its place.
                }
              });
    }
    OptionalModules.require(modules);
  }

  private static void requireSums(List<EnvironmentPlan> plans) throws InvalidExperiment {
    List<Problem> problems = new ArrayList<>();
    for (EnvironmentPlan plan : plans) {
      if (!(plan instanceof FitPlan fit) || !fit.model().provider().onCluster()) {
        problems.add(new Problem(plan.file(), 0, 0, NOT_ON_CLUSTER));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidExperiment(problems);
    }
  }

  private static Fit fit(EnvironmentPlan plan, double alpha, FitWork work)
      throws InvalidExperiment, IOException {
    try {
      return plan.fit(alpha, work);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (InvalidOption e) {
      throw invalid(new Problem(plan.file(), 0, 0, e.option() + " " + e.getMessage()));
    } catch (InvalidFile e) {
      throw invalid(new Problem(e.file(), e.line(), e.column(), e.getMessage()));
    }
  }

  private static InvalidExperiment invalid(Problem problem) {
    return new InvalidExperiment(List.of(problem));
  }
}
