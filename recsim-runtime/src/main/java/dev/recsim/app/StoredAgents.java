package dev.recsim.app;

import dev.recsim.api.Agent;
import dev.recsim.app.project.UserError;
import dev.recsim.experiment.Plan;
import dev.recsim.experiment.PlannedTrial;
import dev.recsim.experimentfile.Environments;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.io.Digest;
import dev.recsim.policy.SavedPolicy;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Failed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Agents of an experiment as they were when their trials ended.
 *
 * @param spec the experiment, with what its search found
 */
public record StoredAgents(Workspace workspace, ExperimentSpec spec) {

  /**
   * The agents of an experiment.
   *
   * @param read the experiment as it was read
   */
  public static StoredAgents of(Workspace workspace, ExperimentSpec read) {
    return new StoredAgents(
        workspace, TunedExperiment.look(read, workspace).map(TunedExperiment::spec).orElse(read));
  }

  /**
   * A finished trial of an agent.
   *
   * @throws UserError if it has not run as the experiment and the code are now, or has failed
   */
  public FinishedTrial trial(AgentSpec<?> agent, int seed) throws IOException, UserError {
    Plan plan = Plan.of(spec, List.of(agent), List.of(seed));
    Reports reports = new Reports(workspace, spec, plan);
    List<TrialResult> stored = reports.stored(plan);
    TrialId id = new TrialId(agent.name(), seed);
    if (!stored.isEmpty() && stored.get(0) instanceof Failed failed) {
      throw new UserError(
          "trial %s of %s failed (%s); fix it, then mvn recsim:run -Drecsim.experiment=%s"
              .formatted(id, spec.name(), failed.error(), spec.name()));
    }
    if (stored.isEmpty() || !(stored.get(0) instanceof Completed completed)) {
      throw missing(id);
    }
    PlannedTrial planned = plan.trials().get(0);
    Path file = reports.store().networks(id);
    Optional<Path> networks = Files.exists(file) ? Optional.of(file) : Optional.empty();
    String digest = networks.isEmpty() ? Digest.of(planned.fingerprint()) : Digest.of(file);
    return new FinishedTrial(completed, digest, planned, networks);
  }

  /**
   * An agent that has learned what its trial learned; the caller closes it.
   *
   * @throws UserError if it learns and its trial has not run
   */
  public Agent open(AgentSpec<?> agent, int seed) throws IOException, UserError {
    Agent created = create(agent, seed);
    if (created.learner().isEmpty()) {
      return created;
    }
    created.close();
    TrialId id = new TrialId(agent.name(), seed);
    Plan plan = Plan.of(spec, List.of(agent), List.of(seed));
    Reports reports = new Reports(workspace, spec, plan);
    Path networks = reports.store().networks(id);
    if (reports.stored(plan).isEmpty() || !Files.exists(networks)) {
      throw missing(id);
    }
    return SavedPolicy.loadAgent(networks);
  }

  /** An agent before its training; the caller closes it. */
  Agent create(AgentSpec<?> agent, int seed) {
    RandomKey key = RandomKey.root(spec.seed()).child("agent").child(agent.name()).child(seed);
    return agent.create(Environments.of(spec), key.child("init"), folder());
  }

  /** The folder to which files of the environment and of agents are relative. */
  Path folder() {
    return spec.environment().directory();
  }

  private UserError missing(TrialId id) {
    return new UserError(
        "%s has no finished trial %s in %s (one of other options or code does not count); run mvn recsim:run -Drecsim.experiment=%s first"
            .formatted(spec.name(), id, workspace.reports(), spec.name()));
  }
}
