package dev.recsim.app;

import dev.recsim.api.Agent;
import dev.recsim.api.Agent.Perception;
import dev.recsim.api.Environment;
import dev.recsim.api.FiniteMdp;
import dev.recsim.api.FiniteMdp.Posterior;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Learner;
import dev.recsim.api.Options;
import dev.recsim.api.Options.InvalidFile;
import dev.recsim.api.Policy;
import dev.recsim.app.cluster.ClusterLogs;
import dev.recsim.app.project.UserError;
import dev.recsim.baseline.ClaimResult;
import dev.recsim.baseline.ClaimResult.Sample;
import dev.recsim.baseline.rule.Claim;
import dev.recsim.exact.ExactSolver;
import dev.recsim.exact.StochasticPolicy;
import dev.recsim.experiment.Plan;
import dev.recsim.experiment.remote.LogDriver;
import dev.recsim.experimentfile.Environments;
import dev.recsim.experimentfile.EvaluationSpec;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.experimentfile.evaluation.EvaluateOptions;
import dev.recsim.experimentfile.evaluation.EvaluateOptions.PolicyOptions;
import dev.recsim.io.AtomicFile;
import dev.recsim.io.RunFiles;
import dev.recsim.logs.Log;
import dev.recsim.logs.LogOptions;
import dev.recsim.ope.Bootstrap;
import dev.recsim.ope.evaluation.Evaluated;
import dev.recsim.ope.evaluation.Evaluated.Difference;
import dev.recsim.ope.evaluation.LogLearning;
import dev.recsim.ope.evaluation.LogSource;
import dev.recsim.ope.evaluation.PolicyEvaluation;
import dev.recsim.ope.evaluation.PolicyEvaluation.Comparison;
import dev.recsim.ope.evaluation.PolicyEvaluation.Settings;
import dev.recsim.ope.evaluation.PolicyTarget;
import dev.recsim.ope.evaluation.Survey;
import dev.recsim.ope.evaluation.Target;
import dev.recsim.random.RandomKey;
import dev.recsim.report.evaluation.EvaluationJson;
import dev.recsim.report.evaluation.EvaluationPage;
import dev.recsim.report.evaluation.EvaluationReport;
import dev.recsim.report.trust.AgentTrust;
import dev.recsim.stats.Interval;
import dev.recsim.store.SavedPolicy;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Evaluates policies on logs, tests the claims about them, and writes the reports.
 *
 * @param cluster reads the logs; empty for this JVM
 */
public record EvaluateOperation(Workspace workspace, Optional<LogDriver> cluster) {

  /** An evaluation and the page that shows it. */
  public record OffPolicy(EvaluationReport report, Path page) {}

  /** The verdicts on the claims of an evaluation. */
  public record Tested(EvaluationSpec spec, List<ClaimResult> claims) {}

  /**
   * Evaluates and writes the reports.
   *
   * @throws UserError if a log cannot be read, or an agent cannot be evaluated
   */
  public List<OffPolicy> evaluate(List<EvaluationSpec> specs) throws IOException, UserError {
    List<OffPolicy> results = new ArrayList<>();
    for (EvaluationSpec spec : specs) {
      results.add(evaluate(spec));
    }
    workspace.writeIndex();
    return results;
  }

  /**
   * Evaluates for a check, and writes the reports. Claims are INCOMPLETE if a log cannot be read or
   * an agent cannot be evaluated.
   */
  public List<Tested> test(List<EvaluationSpec> specs) throws IOException {
    List<Tested> tested = new ArrayList<>();
    for (EvaluationSpec spec : specs) {
      try {
        tested.add(new Tested(spec, evaluate(spec).report().claims()));
      } catch (UserError e) {
        tested.add(
            new Tested(
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
    AtomicFile.write(page, EvaluationPage.utf8(report));
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
        spec.section().policies().values().stream()
            .map(PolicyOptions::column)
            .filter(Objects::nonNull)
            .toList();
    Path folder = spec.file().toAbsolutePath().getParent();
    LogOptions logs = spec.section().logs();
    boolean learns = !spec.section().options().learn().isEmpty();
    if (learns && cluster.isPresent()) {
      throw new UserError(
          spec.file()
              + ": agents learn from logs with recsim.executor=local; remove evaluate.learn");
    }
    LogSource sessions =
        cluster.isPresent()
            ? new ClusterLogs(cluster.get()).open(logs, folder, columns)
            : LogSource.of(Log.of(logs, folder, columns));
    Log whole = sessions.log();
    Survey survey =
        Survey.of(learns ? LogSource.of(whole.only(id -> !LogLearning.trains(id))) : sessions);
    if (survey.sessions() == 0) {
      throw new UserError(whole.files().get(0) + ": the log has no sessions");
    }
    List<Agent> open = new ArrayList<>();
    List<AgentTrust> fitted = new ArrayList<>();
    try {
      List<Target> targets = new ArrayList<>();
      if (spec.experiment().isPresent()) {
        targets.addAll(agents(spec, survey, whole, open, fitted));
      }
      targets.addAll(policies(spec, columns, survey));
      List<Comparison> comparisons =
          spec.section().claims().stream().map(it -> comparison(it.claim())).toList();
      Evaluated evaluated = PolicyEvaluation.of(survey, targets, comparisons, settings(spec));
      return new EvaluationReport(
          spec.name(),
          spec.title(),
          spec.section().logs().file(),
          workspace.alpha(),
          evaluated,
          fitted,
          judged(spec, evaluated));
    } finally {
      open.forEach(Agent::close);
    }
  }

  private static Settings settings(EvaluationSpec spec) {
    EvaluateOptions options = spec.section().options();
    return new Settings(
        options.discount(),
        options.rewards() == null
            ? null
            : new Interval(options.rewards().min(), options.rewards().max()),
        options.maxWeight(),
        Bootstrap.REPLICATES,
        RandomKey.root(spec.seed()).child("ope"));
  }

  private static List<Target> policies(EvaluationSpec spec, List<String> columns, Survey survey) {
    List<Target> targets = new ArrayList<>();
    for (Map.Entry<String, PolicyOptions> each : spec.section().policies().entrySet()) {
      String column = each.getValue().column();
      targets.add(
          column == null
              ? new Target.Uniform(each.getKey(), survey)
              : new Target.Column(each.getKey(), columns.indexOf(column)));
    }
    return targets;
  }

  private List<Target> agents(
      EvaluationSpec spec, Survey survey, Log whole, List<Agent> open, List<AgentTrust> fitted)
      throws IOException, UserError {
    ExperimentSpec read = spec.experiment().orElseThrow();
    ExperimentSpec experiment = Tuned.look(read, workspace).map(Tuned::spec).orElse(read);
    Environment environment = Environments.of(experiment);
    Optional<String> mismatch = PolicyTarget.mismatch(survey, environment.space());
    if (mismatch.isPresent()) {
      throw new UserError(
          spec.file()
              + ": agents of the experiment cannot be evaluated on the log: "
              + mismatch.get());
    }
    List<Target> targets = new ArrayList<>();
    for (AgentSpec<?> agent : experiment.agents()) {
      int seed = spec.section().options().seed();
      Agent created = create(experiment, agent, environment, seed);
      open.add(created);
      boolean learns = spec.section().options().learn().contains(agent.name());
      Policy policy =
          learns
              ? learned(agent.name(), created, environment, whole)
              : policy(experiment, agent, created, environment, seed);
      // The environment may be fitted to the sessions that an agent learned from.
      if (spec.section().options().discount() == 1 && !learns) {
        environment
            .model()
            .flatMap(mdp -> inFitted(agent.name(), policy, mdp))
            .ifPresent(fitted::add);
      }
      PolicyTarget target = new PolicyTarget(agent.name(), policy, environment.space());
      targets.add(cluster.isPresent() ? sent(target, survey) : target);
    }
    return targets;
  }

  /**
   * The value of a policy in an environment that was fitted to a log; empty in other environments.
   */
  private static Optional<AgentTrust> inFitted(String name, Policy policy, FiniteMdp mdp) {
    Optional<Posterior> posterior = mdp.posterior();
    Optional<StochasticPolicy> table =
        posterior.isEmpty() ? Optional.empty() : StochasticPolicy.of(mdp, policy);
    return table.map(
        it -> {
          Trust trust = Trust.of(mdp, posterior.get(), it);
          double value = new ExactSolver(mdp).value(it).reward();
          return new AgentTrust(name, value, trust.values(), trust.thinSteps());
        });
  }

  /** What machines of a cluster get instead of an agent. */
  private static Target sent(PolicyTarget target, Survey survey) throws UserError {
    return target
        .table(survey)
        .orElseThrow(
            () ->
                new UserError(
                    "the agent %s cannot be evaluated on Spark: it needs slates of one document and"
                            .formatted(target.name())
                        + " a policy that depends only on the state; use recsim.executor=local"));
  }

  private static Agent create(
      ExperimentSpec experiment, AgentSpec<?> spec, Environment environment, int seed) {
    RandomKey key = RandomKey.root(experiment.seed()).child("agent").child(spec.name()).child(seed);
    return spec.create(environment, key.child("init"), experiment.environment().directory());
  }

  /** The greedy policy of an agent after learning from one half of the log. */
  private static Policy learned(String name, Agent agent, Environment environment, Log whole)
      throws UserError {
    Learner learner = agent.learner().orElse(null);
    if (learner == null || !learner.learnsFromLogs() || agent.perception() != Perception.NONE) {
      throw new UserError(
          "the agent %s cannot learn from a log; remove it from evaluate.learn. Bandits, tabular_q and"
                  .formatted(name)
              + " reinforce can");
    }
    if (!environment.space().signals().isEmpty()) {
      throw new UserError(
          "agents learn from logs only in environments without signals, such as transition_matrix");
    }
    try {
      LogLearning.train(whole.only(LogLearning::trains), learner, environment.space());
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new UserError(
          "the agent %s cannot learn from the log: %s".formatted(name, e.getMessage()));
    }
    return agent.greedy();
  }

  /** The greedy policy of an agent: the stored one if it learns. */
  private Policy policy(
      ExperimentSpec experiment, AgentSpec<?> spec, Agent agent, Environment environment, int seed)
      throws IOException, UserError {
    if (agent.perception() != Perception.NONE) {
      throw new UserError(
          "the agent %s remembers the session (it has a layer that changes observations); such"
                  .formatted(spec.name())
              + " agents cannot be evaluated on a log");
    }
    if (agent.learner().isEmpty()) {
      return agent.greedy();
    }
    TrialId id = new TrialId(spec.name(), seed);
    Plan plan = Plan.of(experiment, List.of(spec), List.of(seed));
    Reports reports = new Reports(workspace, experiment, plan);
    Path networks = reports.store().networks(id);
    if (reports.stored(plan).isEmpty() || !Files.exists(networks)) {
      throw new UserError(
          "%s has no finished trial %s in %s; run mvn recsim:run -Drecsim.experiment=%s first"
              .formatted(experiment.name(), id, workspace.reports(), experiment.name()));
    }
    return SavedPolicy.load(networks, environment);
  }

  private static Comparison comparison(Claim claim) {
    return new Comparison(claim.agent(), claim.agents().get(1));
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
    double scale = Math.abs(difference.other()) + Math.abs(difference.value());
    return ClaimResult.tested(
        claim,
        Sample.sessions(difference.sessions()),
        difference.value(),
        Optional.of(difference.bounds(workspace.alpha())),
        workspace.alpha(),
        threshold,
        scale);
  }
}
