package dev.recsim.app;

import static java.util.stream.Collectors.averagingDouble;
import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.core.JacksonException;
import dev.recsim.app.fit.FitCheck;
import dev.recsim.app.record.RealityStatement;
import dev.recsim.app.replay.BaselineTrialScores;
import dev.recsim.app.replay.Replays;
import dev.recsim.app.results.Lazy;
import dev.recsim.app.results.MadePage;
import dev.recsim.app.results.MadePage.Sources;
import dev.recsim.app.results.ReportInput;
import dev.recsim.app.results.TrialData;
import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.CheckResult.Unrepeated;
import dev.recsim.baseline.Outcome;
import dev.recsim.experiment.Plan;
import dev.recsim.experiment.PlannedTrial;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.experimentfile.Environments;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.io.AtomicFile;
import dev.recsim.io.RegularFile;
import dev.recsim.io.RunFiles;
import dev.recsim.json.JsonRecords;
import dev.recsim.report.ExperimentResults;
import dev.recsim.report.ExperimentResults.Exact;
import dev.recsim.report.ResultsJson;
import dev.recsim.report.experiment.ExperimentPage;
import dev.recsim.report.results.Provenance;
import dev.recsim.report.results.Results;
import dev.recsim.report.search.SearchOutcome;
import dev.recsim.report.search.Tuning;
import dev.recsim.store.Stored;
import dev.recsim.store.TrialStore;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes the report of one experiment from its stored trials: {@code results.json}, {@code
 * run.json} and {@code index.html}.
 *
 * @param exact the exact solution of the environment, empty if it is not finite; not every verb
 *     needs it, and large environments take long
 */
record Reports(
    Workspace workspace,
    ExperimentSpec spec,
    Plan plan,
    BaselineTrialScores recorded,
    TrialStore store,
    Optional<SearchOutcome> search,
    Lazy<Optional<Exact>> exact) {
  /**
   * @param plan the trials of the report
   */
  Reports(Workspace workspace, ExperimentSpec spec, Plan plan) {
    this(workspace, spec, plan, BaselineTrialScores.NONE, Optional.empty());
  }

  /**
   * @param plan the trials of the report
   * @param recorded what the baseline recorded
   * @param search what the search of the experiment found; empty if it has none
   */
  Reports(
      Workspace workspace,
      ExperimentSpec spec,
      Plan plan,
      BaselineTrialScores recorded,
      Optional<SearchOutcome> search) {
    this(
        workspace,
        spec,
        plan,
        recorded,
        new TrialStore(
            workspace.reports().resolve(spec.name()).resolve(RunFiles.TRIALS),
            plan.trials().size(),
            recorded.trials(),
            workspace.inputs()),
        search,
        new Lazy<>(() -> Environments.of(spec).model().map(TrialData::exact)));
  }

  Path folder() {
    return workspace.reports().resolve(spec.name());
  }

  Path sessions() {
    return folder().resolve(RunFiles.SESSIONS);
  }

  /**
   * Where the stored results came from; empty if there are none, and all unknown if the file that
   * says so is damaged.
   */
  Optional<Provenance> provenance() throws IOException {
    Path file = folder().resolve(RunFiles.PROVENANCE);
    try {
      Provenance read = JsonRecords.read(RegularFile.text(file), Provenance.class);
      if (read != null && read.durationSeconds() >= 0 && read.durationSeconds() < 1e12) {
        return Optional.of(read);
      }
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JacksonException | CharacterCodingException | RegularFile.NotOne e) {
      // The same warning as for a duration that cannot be.
    }
    workspace.listener().warning(file + " is damaged; when and where these trials ran is lost");
    return Optional.of(Provenance.UNKNOWN);
  }

  /** As {@link #provenance}, and unknown where trials are stored without saying so. */
  Optional<Provenance> origin() throws IOException {
    return provenance()
        .or(
            () ->
                plan.trials().stream()
                    .filter(it -> store.find(it.trial().id(), it.fingerprint()).isPresent())
                    .findFirst()
                    .map(it -> Provenance.UNKNOWN));
  }

  /**
   * Writes the report, unless it was made from the same.
   *
   * @param trials the stored ones of the plan
   * @param check the verdict on them
   * @param executor of the run that has just ended; replays the sessions that the report shows, if
   *     they are not stored; empty if there is none
   */
  ExperimentReport write(
      Provenance origin,
      List<TrialResult> trials,
      CheckResult check,
      Optional<TrialExecutor> executor)
      throws IOException {
    ExperimentResults results = TrialData.of(spec, input(origin, trials, check));
    Replays made = new Replays(results, plan.trials(), store, recorded);
    boolean keep = executor.isEmpty() || made.areStored();
    if (!keep) {
      made.replayed(executor.get());
      List<Unrepeated> unrepeated = unrepeated();
      if (!unrepeated.equals(check.unrepeated())) {
        return write(origin, trials, check.with(unrepeated), executor);
      }
    }
    String run = JsonRecords.write(results.provenance());
    MadePage page = new MadePage(folder().resolve(RunFiles.PAGE));
    keep = keep && wrote(run) && page.isFrom(sources(results, made));
    if (keep) {
      workspace.index().keep(spec);
    } else {
      write(results, run, made, page);
    }
    store.remember();
    Set<TrialId> stored = trials.stream().map(TrialResult::id).collect(toSet());
    List<TrialId> missing =
        plan.trials().stream()
            .map(planned -> planned.trial().id())
            .filter(id -> !stored.contains(id))
            .toList();
    return new ExperimentReport(spec, results, check, page.file(), missing);
  }

  private ReportInput input(Provenance origin, List<TrialResult> trials, CheckResult check)
      throws IOException {
    boolean shown = spec.search().isEmpty() || !check.empty();
    return new ReportInput(
        trials,
        new ReportInput.Found(exact.get(), search),
        new ReportInput.Verdict(
            Optional.of(check).filter(it -> shown), workspace.index().history(spec)),
        new ReportInput.Doubts(FitCheck.warnings(spec), RealityStatement.of(spec)),
        workspace.worlds(spec).report(),
        origin.with(cpuSeconds(trials)));
  }

  private void write(ExperimentResults results, String run, Replays made, MadePage page)
      throws IOException {
    Results written = new ResultsJson(results).results();
    AtomicFile.write(folder().resolve(RunFiles.RESULTS), written.json());
    AtomicFile.write(folder().resolve(RunFiles.PROVENANCE), run);
    byte[] html = ExperimentPage.utf8(results, written, made.stored());
    if (results.tuning().isPresent()) {
      AtomicFile.write(folder().resolve(RunFiles.TUNED), tuned(results.tuning().get()));
    }
    page.write(html, sources(results, made));
    workspace.index().add(spec, folder().resolve(RunFiles.RESULTS), written);
  }

  private boolean wrote(String run) throws IOException {
    Path file = folder().resolve(RunFiles.PROVENANCE);
    return Files.isRegularFile(file) && run.equals(RegularFile.text(file));
  }

  /** What the page is made from: its record, and files with what the record has not. */
  private Sources sources(ExperimentResults results, Replays made) throws IOException {
    return new Sources(store::file)
        .and(results)
        .andFile(folder().resolve(RunFiles.RESULTS))
        .andFile(folder().resolve(RunFiles.TUNED))
        .andFile(store.replays().file())
        .and(made.areStored(), made.kept());
  }

  /** Mean CPU seconds of a completed trial, by agent. */
  private static SortedMap<String, Double> cpuSeconds(List<TrialResult> trials) {
    return trials.stream()
        .filter(TrialResult.Completed.class::isInstance)
        .collect(
            groupingBy(
                it -> it.id().agent(),
                TreeMap::new,
                collectingAndThen(
                    averagingDouble(it -> it.cost().cpuNanos() * 1e-6),
                    millis -> Math.round(millis) / 1000.0)));
  }

  private String tuned(Tuning tuning) {
    String options =
        search
            .flatMap(SearchOutcome::winner)
            .map(it -> spec.search().orElseThrow().candidates().get(it).options())
            .orElse("");
    return tuning.yaml(spec.name(), options);
  }

  /** What changed of the code since the trials of the baseline, as far as they are stored. */
  List<String> changedCode(String agent) {
    if (!store.hasKept()) {
      return List.of();
    }
    return plan.trials().stream()
        .filter(it -> it.trial().id().agent().equals(agent))
        .map(it -> store.codeSinceBaseline(it.trial().id(), it.fingerprint()))
        .filter(it -> !it.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  /** The agents of which a trial earned other rewards when it was played again. */
  List<Unrepeated> unrepeated() {
    if (!store.replays().hasUnrepeatable()) {
      return List.of();
    }
    Map<String, List<String>> fingerprints =
        plan.trials().stream()
            .collect(
                groupingBy(
                    it -> it.trial().id().agent(), mapping(PlannedTrial::fingerprint, toList())));
    List<Unrepeated> agents = new ArrayList<>();
    store
        .replays()
        .unrepeatable(fingerprints)
        .forEach((agent, how) -> agents.add(new Unrepeated(agent, Outcome.UNREPEATABLE, how)));
    return agents;
  }

  /** Whether a trial need not run again. */
  boolean completed(PlannedTrial planned) {
    return store.look(planned.trial().id(), planned.fingerprint()) instanceof Stored.Sound sound
        && sound.result() instanceof TrialResult.Completed completed
        && completed.reusable();
  }

  /** The stored ones of these trials, in their order. */
  List<TrialResult> stored(Plan wanted) throws IOException {
    List<TrialResult> trials = new ArrayList<>();
    for (PlannedTrial planned : wanted.trials()) {
      Stored stored = store.take(planned.trial().id(), planned.fingerprint());
      if (stored instanceof Stored.Sound sound) {
        trials.add(sound.result());
      } else if (stored instanceof Stored.Damaged damaged) {
        workspace
            .listener()
            .warning(
                "%s is %s; recsim:run runs its trial again"
                    .formatted(damaged.file(), damaged.reason()));
      }
    }
    return trials;
  }
}
