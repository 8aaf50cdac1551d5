package dev.recsim.cli;

import com.fasterxml.jackson.core.JacksonException;
import dev.recsim.api.FiniteMdp;
import dev.recsim.api.Metric;
import dev.recsim.exact.ExactSolver;
import dev.recsim.exact.StochasticPolicy;
import dev.recsim.experiment.Plan;
import dev.recsim.experiment.PlannedTrial;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.Variant;
import dev.recsim.io.AtomicFile;
import dev.recsim.json.JsonRecords;
import dev.recsim.report.ExperimentResults;
import dev.recsim.report.ExperimentResults.AgentResults;
import dev.recsim.report.ExperimentResults.Declared;
import dev.recsim.report.ExperimentResults.Exact;
import dev.recsim.report.GroupPage;
import dev.recsim.report.HtmlReport;
import dev.recsim.report.IndexPage;
import dev.recsim.report.Provenance;
import dev.recsim.report.ResultsJson;
import dev.recsim.report.results.Results;
import dev.recsim.report.results.Swept;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The folder of one experiment's report: gathers what the store has and writes {@code
 * results.json}, {@code run.json} and {@code index.html}, then the index over all experiments.
 */
final class Reports {
  private static final Parsed<Results> RESULTS = new Parsed<>(Results::readWithoutTrials);

  private final Path root;
  private final ExperimentSpec spec;
  private final Path folder;
  private final Plan plan;
  private final TrialStore store;

  /** Solved when first asked for: not every verb does, and large worlds take a while. */
  private Optional<Exact> exact;

  /**
   * @param plan the trials that the report is of
   */
  Reports(Path root, ExperimentSpec spec, Plan plan) {
    this.root = root;
    this.spec = spec;
    this.folder = root.resolve(spec.name());
    this.plan = plan;
    this.store = new TrialStore(trials(), plan.trials().size());
  }

  /** What is known of the world without playing; null where it is not finite. */
  Exact exact() {
    if (exact == null) {
      exact = spec.environment().built().model().map(Reports::exact);
    }
    return exact.orElse(null);
  }

  Path trials() {
    return folder.resolve("trials");
  }

  TrialStore store() {
    return store;
  }

  Path sessions() {
    return folder.resolve("sessions");
  }

  Path page() {
    return folder.resolve("index.html");
  }

  /**
   * Where the stored results came from; empty if there are none, and all unknown if the file that
   * says so is damaged.
   */
  Optional<Provenance> provenance() throws IOException {
    Path file = folder.resolve("run.json");
    try {
      Provenance read = JsonRecords.read(Files.readString(file), Provenance.class);
      if (read != null && read.durationSeconds() >= 0 && read.durationSeconds() < 1e12) {
        return Optional.of(read);
      }
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JacksonException | CharacterCodingException e) {
      // Told below, as what is no time is.
    }
    System.err.println(file + " is damaged; when and where these trials ran is not known any more");
    return Optional.of(Provenance.UNKNOWN);
  }

  /** Trials of the plan that the results lack. */
  List<TrialId> missing(ExperimentResults results) {
    Set<TrialId> missing = new LinkedHashSet<>();
    plan.trials().forEach(planned -> missing.add(planned.trial().id()));
    results.agents().forEach(agent -> agent.trials().forEach(trial -> missing.remove(trial.id())));
    return List.copyOf(missing);
  }

  /**
   * Writes the report.
   *
   * @param trials the stored ones of the plan
   * @param verdict what the check says of them
   */
  ExperimentResults write(Provenance provenance, List<TrialResult> trials, Verdict verdict)
      throws IOException {
    ExperimentResults results = gather(provenance, trials, verdict);
    AtomicFile.write(folder.resolve(Runs.RESULTS), ResultsJson.render(results));
    RESULTS.forget(folder.resolve(Runs.RESULTS));
    AtomicFile.write(folder.resolve("run.json"), JsonRecords.write(provenance));
    AtomicFile.write(page(), HtmlReport.utf8(results));
    if (spec.variant().swept()) {
      writeGroup(spec.variant().base());
    }
    AtomicFile.write(root.resolve("index.html"), IndexPage.render(read(root)));
    store.remember();
    return results;
  }

  /** The stored ones of these trials, in their order. */
  List<TrialResult> stored(Plan wanted) throws IOException {
    List<TrialResult> trials = new ArrayList<>();
    for (PlannedTrial planned : wanted.trials()) {
      Stored stored = store.take(planned.trial().id(), planned.fingerprint());
      if (stored instanceof Stored.Sound sound) {
        trials.add(sound.result());
      } else if (stored instanceof Stored.Damaged damaged) {
        Console.warn(damaged, "recsim:run runs its trial again");
      }
    }
    return trials;
  }

  private ExperimentResults gather(
      Provenance provenance, List<TrialResult> trials, Verdict verdict) {
    List<AgentResults> agents =
        spec.agents().stream()
            .map(
                agent ->
                    new AgentResults(
                        agent.name(),
                        agent.provider().name(),
                        agent.oracle(),
                        swept(agent.variant()),
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
        verdict.check(),
        verdict.history(),
        swept(spec.variant()),
        provenance);
  }

  private List<Declared> metrics() {
    return spec.environment().built().metrics().stream()
        .map(
            metric ->
                new Declared(
                    metric.name(), metric.description(), metric.kind() == Metric.Kind.TOPIC_SHARE))
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

  /** The page of the experiments that one file makes: of those that have results. */
  private void writeGroup(String base) throws IOException {
    List<Results> members =
        read(root.resolve(base)).stream()
            .filter(it -> it.swept() != null && it.swept().base().equals(base))
            .toList();
    AtomicFile.write(
        root.resolve(base).resolve("index.html"), GroupPage.utf8(base, spec.titleOfAll(), members));
  }

  /**
   * Every experiment that has results in the folder, also those that this run did not select. A
   * damaged file of another experiment must not keep this one's report from being written.
   */
  private static List<Results> read(Path folder) throws IOException {
    List<Results> results = new ArrayList<>();
    for (Path each : Runs.in(folder).values()) {
      try {
        results.add(RESULTS.of(each));
      } catch (IllegalArgumentException e) {
        System.err.println(each + " is left out of the index: it " + e.getMessage());
      }
    }
    return results;
  }
}
