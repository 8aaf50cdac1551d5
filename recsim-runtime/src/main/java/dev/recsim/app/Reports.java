package dev.recsim.app;

import static java.util.stream.Collectors.averagingDouble;
import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.core.JacksonException;
import dev.recsim.api.Description;
import dev.recsim.api.Environment;
import dev.recsim.api.FiniteMdp;
import dev.recsim.api.Metric;
import dev.recsim.api.Provider;
import dev.recsim.api.Space;
import dev.recsim.app.fit.FitCheck;
import dev.recsim.app.replay.Replays;
import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.Revision;
import dev.recsim.exact.ExactSolver;
import dev.recsim.exact.StochasticPolicy;
import dev.recsim.experiment.Plan;
import dev.recsim.experiment.PlannedTrial;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.experimentfile.Environments;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.experimentfile.variants.Variant;
import dev.recsim.experimentfile.yaml.Descriptions;
import dev.recsim.io.AtomicFile;
import dev.recsim.io.RegularFile;
import dev.recsim.io.RunFiles;
import dev.recsim.json.JsonRecords;
import dev.recsim.report.ExperimentResults;
import dev.recsim.report.ExperimentResults.AgentResults;
import dev.recsim.report.ExperimentResults.Declared;
import dev.recsim.report.ExperimentResults.Exact;
import dev.recsim.report.ResultsJson;
import dev.recsim.report.experiment.ExperimentPage;
import dev.recsim.report.page.About;
import dev.recsim.report.page.Figures;
import dev.recsim.report.results.Provenance;
import dev.recsim.report.results.Results;
import dev.recsim.report.results.Swept;
import dev.recsim.report.search.SearchOutcome;
import dev.recsim.report.search.Tuning;
import dev.recsim.store.Stored;
import dev.recsim.store.TrialStore;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.replay.Replayed;
import dev.recsim.trial.schedule.AutoTraining;
import dev.recsim.trial.schedule.TrainingMode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes the report of one experiment from its stored trials: {@code results.json}, {@code
 * run.json} and {@code index.html}.
 */
final class Reports {
  private final Workspace workspace;
  private final ExperimentSpec spec;
  private final Path folder;
  private final Plan plan;
  private final TrialStore store;

  /** Solved at first use, because not every verb needs it and large environments take long. */
  private Optional<Exact> exact;

  /** What the search of the experiment found; null if it has none. */
  private SearchOutcome search;

  /** Replays sessions; null if only stored ones are shown. */
  private TrialExecutor replays;

  /**
   * @param plan the trials of the report
   */
  Reports(Workspace workspace, ExperimentSpec spec, Plan plan) {
    this.workspace = workspace;
    this.spec = spec;
    this.folder = workspace.reports().resolve(spec.name());
    this.plan = plan;
    this.store = new TrialStore(folder.resolve("trials"), plan.trials().size());
  }

  /** Lets the report replay the sessions that it shows, if they are not stored. */
  void replay(TrialExecutor executor) {
    replays = executor;
  }

  /** Adds what the search of the experiment found. */
  void search(SearchOutcome found) {
    search = found;
  }

  /** The exact solution of the environment; null if it is not finite. */
  Exact exact() {
    if (exact == null) {
      exact = Environments.of(spec).model().map(Reports::exact);
    }
    return exact.orElse(null);
  }

  TrialStore store() {
    return store;
  }

  Path folder() {
    return folder;
  }

  Path sessions() {
    return folder.resolve(RunFiles.SESSIONS);
  }

  /**
   * Where the stored results came from; empty if there are none, and all unknown if the file that
   * says so is damaged.
   */
  Optional<Provenance> provenance() throws IOException {
    Path file = folder.resolve(RunFiles.PROVENANCE);
    try {
      Provenance read = JsonRecords.read(RegularFile.text(file), Provenance.class);
      if (read != null && read.durationSeconds() >= 0 && read.durationSeconds() < 1e12) {
        return Optional.of(read);
      }
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JacksonException | CharacterCodingException | RegularFile.NotOne e) {
      // Told below, as what is no time is.
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
   * Writes the report.
   *
   * @param trials the stored ones of the plan
   * @param check the verdict on them
   * @param history baselines in git, newest first
   */
  Reported write(
      Provenance provenance, List<TrialResult> trials, CheckResult check, List<Revision> history)
      throws IOException {
    CheckResult shown = spec.search().isPresent() && check.empty() ? null : check;
    ExperimentResults results = gather(provenance, trials, shown, history).with(search);
    Results written = ResultsJson.of(results);
    AtomicFile.write(folder.resolve(RunFiles.RESULTS), written.json());
    AtomicFile.write(
        folder.resolve(RunFiles.PROVENANCE),
        JsonRecords.write(provenance.with(cpuSeconds(trials))));
    Path page = folder.resolve(RunFiles.PAGE);
    byte[] html = ExperimentPage.utf8(results, written, replayed(results));
    AtomicFile.write(page, html);
    if (results.tuning().isPresent()) {
      AtomicFile.write(folder.resolve(RunFiles.TUNED), tuned(results.tuning().get()));
    }
    workspace.index().add(spec, folder.resolve(RunFiles.RESULTS), written, history);
    store.remember();
    Set<TrialId> stored = trials.stream().map(TrialResult::id).collect(toSet());
    List<TrialId> missing =
        plan.trials().stream()
            .map(planned -> planned.trial().id())
            .filter(id -> !stored.contains(id))
            .toList();
    return new Reported(spec, results, check, page, missing);
  }

  private Optional<Replayed> replayed(ExperimentResults results) throws IOException {
    Replays made = new Replays(results, plan.trials(), store);
    return replays == null ? made.stored() : Optional.of(made.replayed(replays));
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
            .winner()
            .map(it -> spec.search().orElseThrow().candidates().get(it).options())
            .orElse("");
    return tuning.yaml(spec.name(), options);
  }

  /** Whether a trial need not run again. */
  boolean completed(PlannedTrial planned) {
    return store.look(planned.trial().id(), planned.fingerprint()) instanceof Stored.Sound sound
        && sound.result() instanceof TrialResult.Completed;
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

  private ExperimentResults gather(
      Provenance provenance, List<TrialResult> trials, CheckResult check, List<Revision> history) {
    List<AgentResults> agents =
        spec.agents().stream()
            .map(
                agent ->
                    new AgentResults(
                        agent.name(),
                        agent.provider().name(),
                        agent.oracle(),
                        swept(agent.variant()),
                        bound(agent.training()),
                        trials.stream()
                            .filter(trial -> trial.id().agent().equals(agent.name()))
                            .toList()))
            .toList();
    return new ExperimentResults(
        spec.name(),
        spec.title(),
        spec.fingerprint(),
        spec.resolved(),
        spec.files(),
        exact(),
        metrics(),
        agents,
        check,
        history,
        swept(spec.variant()),
        null,
        FitCheck.warnings(spec),
        about(),
        provenance);
  }

  private About about() {
    Environment environment = Environments.of(spec);
    Descriptions said = spec.descriptions();
    Map<String, String> agents = new LinkedHashMap<>();
    for (AgentSpec<?> agent : spec.agents()) {
      String text = said.agents().getOrDefault(agent.name(), described(agent.provider()));
      if (!text.isEmpty()) {
        agents.put(agent.name(), text);
      }
    }
    return new About(
        said.experiment(),
        said.environment().isEmpty()
            ? described(spec.environment().provider())
            : said.environment(),
        session(environment.space()),
        agents,
        environment.rewardUnit(),
        said.reference(),
        environment.model().isPresent() ? 0 : spec.evaluation().sessions());
  }

  /** Returns the description of a type; empty if it has none. */
  private static String described(Provider<?> provider) {
    Description description = provider.getClass().getAnnotation(Description.class);
    return description == null ? "" : description.value();
  }

  private static String session(Space space) {
    String shown =
        space.slateSize() == 1
            ? "one of %s documents".formatted(Figures.count(space.documents()))
            : "a slate of %s of %s documents"
                .formatted(Figures.count(space.slateSize()), Figures.count(space.documents()));
    return "A session is the visit of one user. In each step the agent shows "
        + shown
        + ", and the user responds.";
  }

  /** Largest number of environment steps; null with a declared schedule. */
  private Long bound(TrainingMode training) {
    return training instanceof AutoTraining auto
        ? (Long) auto.steps(Environments.of(spec).space())
        : null;
  }

  private List<Declared> metrics() {
    return Environments.of(spec).metrics().stream()
        .map(
            metric ->
                new Declared(
                    metric.name(),
                    metric.description(),
                    metric.better().name().toLowerCase(Locale.ROOT),
                    metric instanceof Metric.TopicShare,
                    metric.share()))
        .toList();
  }

  private static Swept swept(Variant variant) {
    return variant.swept() ? new Swept(variant.base(), variant.name(), variant.keys()) : null;
  }

  private static Exact exact(FiniteMdp mdp) {
    ExactSolver solver = new ExactSolver(mdp);
    double[][] rewards = new double[mdp.states()][mdp.actions()];
    for (int s = 0; s < mdp.states(); s++) {
      for (int a = 0; a < mdp.actions(); a++) {
        rewards[s][a] = mdp.reward(s, a);
      }
    }
    return new Exact(
        solver.optimalValue(),
        solver.value(StochasticPolicy.uniform(mdp)).reward(),
        solver.optimal().actions(),
        rewards);
  }
}
