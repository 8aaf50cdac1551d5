package dev.recsim.app.results;

import dev.recsim.api.Environment;
import dev.recsim.api.FiniteMdp;
import dev.recsim.api.Metric;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Provider;
import dev.recsim.api.Space;
import dev.recsim.app.fit.FitCheck;
import dev.recsim.app.record.RealityStatement;
import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.Revision;
import dev.recsim.baseline.Snapshot;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.exact.ExactSolver;
import dev.recsim.exact.StochasticPolicy;
import dev.recsim.experimentfile.Definition;
import dev.recsim.experimentfile.Environments;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.experimentfile.ResolvedKeys;
import dev.recsim.experimentfile.variants.Variant;
import dev.recsim.report.ExperimentResults;
import dev.recsim.report.ExperimentResults.AgentResults;
import dev.recsim.report.ExperimentResults.Declared;
import dev.recsim.report.ExperimentResults.Exact;
import dev.recsim.report.ExperimentResults.Identity;
import dev.recsim.report.ExperimentResults.Judgement;
import dev.recsim.report.ExperimentResults.Setting;
import dev.recsim.report.page.About;
import dev.recsim.report.page.About.Described;
import dev.recsim.report.page.Figures;
import dev.recsim.report.results.Provenance;
import dev.recsim.report.results.Swept;
import dev.recsim.report.search.SearchOutcome;
import dev.recsim.report.worlds.WorldStudy;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.schedule.AutoTraining;
import dev.recsim.trial.schedule.TrainingMode;
import dev.recsim.yaml.Descriptions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Gathers what an experiment declares and what its trials found. */
public final class TrialData {
  private TrialData() {}

  /**
   * The results of an experiment.
   *
   * @param exact exact values; empty if the environment is not finite
   * @param check the verdict on the trials; empty if it is not shown
   * @param history baselines in git, newest first
   * @param search what its search found; empty if it has none
   * @param worlds claims over plausible worlds
   */
  public static ExperimentResults of(
      ExperimentSpec spec,
      Optional<Exact> exact,
      List<TrialResult> trials,
      Optional<CheckResult> check,
      List<Revision> history,
      Optional<SearchOutcome> search,
      List<WorldStudy> worlds,
      Provenance provenance) {
    List<AgentResults> agents =
        spec.agents().stream()
            .map(
                agent ->
                    new AgentResults(
                        agent.name(),
                        agent.provider().name(),
                        agent.oracle(),
                        swept(agent.variant()),
                        bound(spec, agent.training()),
                        agent.given(),
                        trials.stream()
                            .filter(trial -> trial.id().agent().equals(agent.name()))
                            .toList()))
            .toList();
    return new ExperimentResults(
        new Identity(
            spec.name(),
            spec.title(),
            spec.fingerprint(),
            spec.resolved(),
            spec.files(),
            swept(spec.variant())),
        new Setting(
            about(spec), exact, metrics(spec), FitCheck.warnings(spec), RealityStatement.of(spec)),
        agents,
        new Judgement(spec.rule(), check, history),
        search,
        worlds,
        provenance);
  }

  private static About about(ExperimentSpec spec) {
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
        new Described(
            said.experiment(),
            said.environment().isEmpty()
                ? described(spec.environment().provider())
                : said.environment(),
            session(environment.space()),
            agents),
        environment.rewardUnit(),
        said.production(),
        said.note(),
        environment.model().isPresent() ? 0 : spec.evaluation().sessions());
  }

  /** Returns the description of a type; empty if it has none. */
  private static String described(Provider<?> provider) {
    return Arrays.stream(provider.getClass().getAnnotationsByType(Description.class))
        .map(Description::value)
        .collect(Collectors.joining());
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

  /** Largest number of environment steps; empty with a declared schedule. */
  private static Optional<Long> bound(ExperimentSpec spec, TrainingMode training) {
    return training instanceof AutoTraining auto
        ? Optional.of(auto.steps(Environments.of(spec).space()))
        : Optional.empty();
  }

  private static List<Declared> metrics(ExperimentSpec spec) {
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

  private static Optional<Swept> swept(Variant variant) {
    return variant.swept()
        ? Optional.of(new Swept(variant.base(), variant.name(), variant.keys()))
        : Optional.empty();
  }

  /** The exact solution of an environment. */
  public static Exact exact(FiniteMdp mdp) {
    ExactSolver solver = new ExactSolver(mdp);
    return new Exact(
        solver.optimalValue(),
        solver.value(StochasticPolicy.uniform(mdp)).reward(),
        IntStream.range(0, mdp.states() * mdp.actions())
            .mapToDouble(i -> mdp.reward(i / mdp.actions(), i % mdp.actions()))
            .min()
            .orElse(0));
  }

  /**
   * The scores of an experiment.
   *
   * @param trials stored ones, by agent, then by ascending seed
   * @param optimum exact value of the best policy; null where it is not known
   */
  public static Snapshot snapshot(ExperimentSpec spec, List<TrialResult> trials, Double optimum) {
    List<AgentScores> agents =
        spec.agents().stream()
            .map(
                agent ->
                    AgentScores.of(
                        agent.name(),
                        agent.provider().name(),
                        agent.oracle(),
                        trials.stream()
                            .filter(trial -> trial.id().agent().equals(agent.name()))
                            .toList()))
            .toList();
    return new Snapshot(
        spec.name(), spec.fingerprint(), spec.resolved(), spec.files(), optimum, agents, List.of());
  }

  /**
   * The resolved keys of an experiment and the digests of its files.
   *
   * @throws IllegalArgumentException if the snapshot has no resolved experiment
   */
  public static Map<String, String> keys(Snapshot snapshot) {
    Map<String, String> keys = new TreeMap<>(ResolvedKeys.of(snapshot.resolved()));
    snapshot.files().forEach((name, digest) -> keys.put(name, Definition.shown(digest)));
    return keys;
  }
}
