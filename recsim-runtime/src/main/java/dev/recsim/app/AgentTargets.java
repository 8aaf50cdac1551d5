package dev.recsim.app;

import dev.recsim.api.Agent;
import dev.recsim.api.Agent.Perception;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.FiniteMdp;
import dev.recsim.api.FiniteMdp.Posterior;
import dev.recsim.api.Policy;
import dev.recsim.api.Provider;
import dev.recsim.app.project.UserError;
import dev.recsim.exact.ExactSolver;
import dev.recsim.exact.StochasticPolicy;
import dev.recsim.experimentfile.Environments;
import dev.recsim.experimentfile.EvaluationSpec;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.ope.evaluation.LogEvaluation;
import dev.recsim.ope.evaluation.PolicyTarget;
import dev.recsim.ope.evaluation.Target;
import dev.recsim.random.RandomKey;
import dev.recsim.report.trust.AgentTrust;
import dev.recsim.trial.TrialResult.Trust;
import dev.recsim.yaml.binding.Providers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The agents of an experiment as policies to evaluate on a log. */
final class AgentTargets implements AutoCloseable {
  private final Workspace workspace;
  private final EvaluationSpec spec;
  private final LogEvaluation log;
  private final boolean sent;
  private final List<Agent> open = new ArrayList<>();
  private final List<AgentTrust> fitted = new ArrayList<>();

  /**
   * @param sent whether policies are sent to machines of a cluster
   */
  AgentTargets(Workspace workspace, EvaluationSpec spec, LogEvaluation log, boolean sent) {
    this.workspace = workspace;
    this.spec = spec;
    this.log = log;
    this.sent = sent;
  }

  @Override
  public void close() {
    open.forEach(Agent::close);
  }

  /** Their values in the environment, if that was fitted to a log. */
  List<AgentTrust> fitted() {
    return List.copyOf(fitted);
  }

  /**
   * Opens the agents until this is closed.
   *
   * @return empty without an experiment
   * @throws UserError if one cannot be evaluated
   */
  List<Target> open() throws IOException, UserError {
    if (spec.experiment().isEmpty()) {
      return List.of();
    }
    StoredAgents stored = StoredAgents.of(workspace, spec.experiment().get());
    ExperimentSpec experiment = stored.spec();
    Environment environment = Environments.of(experiment);
    Optional<String> mismatch = PolicyTarget.mismatch(log.survey(), environment.space());
    if (mismatch.isPresent()) {
      throw new UserError(
          spec.file()
              + ": agents of the experiment cannot be evaluated on the log: "
              + mismatch.get());
    }
    List<Target> targets = new ArrayList<>();
    for (AgentSpec<?> agent : experiment.agents()) {
      targets.add(target(stored, agent, environment));
    }
    return targets;
  }

  private Target target(StoredAgents stored, AgentSpec<?> agent, Environment environment)
      throws IOException, UserError {
    int seed = spec.section().options().seed();
    boolean learns = spec.section().options().learn().contains(agent.name());
    Agent created = learns ? stored.create(agent, seed) : stored.open(agent, seed);
    open.add(created);
    if (!learns && created.perception() != Perception.NONE) {
      throw new UserError(
          "the agent %s remembers the session (it has a layer that changes observations); such"
                  .formatted(agent.name())
              + " agents cannot be evaluated on a log");
    }
    Policy policy =
        learns ? learned(agent.name(), created, environment, stored.folder()) : created.greedy();
    // The environment may be fitted to the sessions that an agent learned from.
    if (spec.section().options().discount() == 1 && !learns) {
      environment
          .model()
          .flatMap(mdp -> inFitted(agent.name(), policy, mdp))
          .ifPresent(fitted::add);
    }
    PolicyTarget target = new PolicyTarget(agent.name(), policy, environment.space());
    return sent ? table(target) : target;
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
  private Target table(PolicyTarget target) throws UserError {
    return target
        .table(log.survey())
        .orElseThrow(
            () ->
                new UserError(
                    "the agent %s cannot be evaluated on Spark: it needs slates of one document and"
                            .formatted(target.name())
                        + " a policy that depends only on the state; use recsim.executor=local"));
  }

  /** The greedy policy of an agent after learning from one half of the log. */
  private Policy learned(String name, Agent agent, Environment environment, Path folder)
      throws UserError {
    if (!LogEvaluation.canLearn(agent)) {
      throw new UserError(
          "the agent %s cannot learn from a log; remove it from evaluate.learn%s"
              .formatted(name, learners(environment, folder)));
    }
    if (!environment.space().signals().isEmpty()) {
      throw new UserError(
          "agents learn from logs only in environments without signals, such as transition_matrix");
    }
    try {
      return log.learned(agent, environment.space());
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new UserError(
          "the agent %s cannot learn from the log: %s".formatted(name, e.getMessage()));
    }
  }

  /** The types of agents that can learn from a log in this environment; empty if there are none. */
  private static String learners(Environment environment, Path folder) {
    String names =
        Providers.agents().values().stream()
            .filter(it -> canLearn(it, environment, folder))
            .map(Provider::name)
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "" : ". These agents can: " + names;
  }

  private static <C extends Record> boolean canLearn(
      AgentProvider<C> provider, Environment environment, Path folder) {
    try (Agent agent =
        provider.create(provider.defaults(), environment, RandomKey.root(0), folder)) {
      return LogEvaluation.canLearn(agent);
    } catch (RuntimeException e) {
      return false; // It has no default options, or is no agent of this environment.
    }
  }
}
