package dev.recsim.app.promote;

import dev.recsim.api.Options.InvalidFile;
import dev.recsim.app.CheckOperation;
import dev.recsim.app.FinishedTrial;
import dev.recsim.app.StoredAgents;
import dev.recsim.app.Workspace;
import dev.recsim.app.git.Git;
import dev.recsim.app.git.Git.Checkout;
import dev.recsim.app.origin.Machine;
import dev.recsim.app.project.UserError;
import dev.recsim.app.results.ClaimVerdicts;
import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.Outcome;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.io.AtomicFolder;
import dev.recsim.policy.Manifest;
import dev.recsim.policy.Manifest.Provenance;
import dev.recsim.policy.Manifest.Rule;
import dev.recsim.policy.Promotion;
import dev.recsim.report.check.BuildRules;
import dev.recsim.report.check.BuildRules.OnUndecided;
import dev.recsim.report.check.CheckWords;
import dev.recsim.store.RunLock;
import dev.recsim.yaml.Names;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes what a server needs of an agent of an experiment. It refuses unless the check passes, all
 * trials of the agent are stored, and the work tree is committed. Then nothing is written.
 *
 * @param output the folder of promoted agents
 * @param rule selects the seeds
 * @param allowDirty whether files may differ from the commit
 */
public record PromoteOperation(Workspace workspace, Path output, Rule rule, boolean allowDirty) {
  private static final BuildRules STRICT = new BuildRules(true, true, OnUndecided.FAIL);

  /** Number of changed files that are named. */
  private static final int NAMED = 3;

  /** What was written. */
  public record Promoted(Path folder, Manifest manifest) {}

  /**
   * Promotes an agent.
   *
   * @param read the experiment as it was read
   * @param claims verdicts on claims that trials do not decide
   * @param name of the agent
   * @throws UserError if it is refused; the message says why, and what to do
   */
  @SuppressWarnings("try")
  public Promoted promote(ExperimentSpec read, List<ClaimVerdicts> claims, String name)
      throws IOException, UserError {
    StoredAgents stored = StoredAgents.of(workspace, read);
    ExperimentSpec spec = stored.spec();
    AgentSpec<?> agent = agent(spec, name);
    List<String> changed = Git.changed(spec.file(), List.of(output, workspace.reports()));
    Checkout checkout = Checkout.of(spec.file());
    checkCommitted(spec, checkout, changed);
    Path folder = output.resolve(spec.name()).resolve(name);
    try (RunLock lock = workspace.lock()) {
      AtomicFolder.restore(folder);
      List<FinishedTrial> trials = new ArrayList<>();
      for (int seed : spec.seeds()) {
        trials.add(stored.trial(agent, seed));
      }
      CheckResult check = passed(read, claims, name);
      SeedRule.Selected selected = SeedRule.select(rule, trials);
      boolean dirty = !checkout.hasCommit() || !changed.isEmpty();
      Provenance provenance = new Provenance(checkout.commit(), dirty, Machine.version());
      Artifact artifact = artifact(spec, agent, trials, selected, check, provenance);
      Promotion.write(folder, artifact.manifest(), artifact.files());
      return new Promoted(folder, artifact.manifest());
    }
  }

  private static Artifact artifact(
      ExperimentSpec spec,
      AgentSpec<?> agent,
      List<FinishedTrial> trials,
      SeedRule.Selected selected,
      CheckResult check,
      Provenance provenance)
      throws IOException, UserError {
    try {
      return new Artifact(spec, agent, trials, selected, check, provenance);
    } catch (InvalidFile | IllegalArgumentException | UnsupportedOperationException e) {
      throw refused(
          agent.name(),
          "it cannot be restored from its weights (%s); implement AgentProvider.restore, or Learner.load"
              .formatted(e.getMessage()));
    }
  }

  private static AgentSpec<?> agent(ExperimentSpec spec, String name) throws UserError {
    List<String> names = spec.agents().stream().map(AgentSpec::name).toList();
    if (!names.contains(name)) {
      throw new UserError("recsim.agent=%s: %s".formatted(name, Names.noAgent(name, names)));
    }
    AgentSpec<?> agent = spec.agents().get(names.indexOf(name));
    if (agent.oracle()) {
      throw refused(
          name,
          "it is an oracle: it reads what only the simulated environment knows; promote an agent that"
              + " learns");
    }
    if (!agent.replayable()) {
      throw refused(
          name,
          "it decides outside of this JVM; deploy its process or service as it is, or export its"
              + " model as ONNX and use an agent of type onnx");
    }
    return agent;
  }

  private static UserError refused(String agent, String why) {
    return new UserError("%s is not promoted: %s".formatted(agent, why));
  }

  private void checkCommitted(ExperimentSpec spec, Checkout checkout, List<String> changed)
      throws UserError {
    String allow = ", or accept it with -Drecsim.allowDirty, which the manifest records";
    if (!allowDirty && !checkout.hasCommit()) {
      throw new UserError(
          "%s is in no commit of a git repository, so the manifest cannot name one; commit it%s"
              .formatted(spec.file(), allow));
    }
    if (!allowDirty && !changed.isEmpty()) {
      String more = changed.size() > NAMED ? " and %s more".formatted(changed.size() - NAMED) : "";
      throw new UserError(
          "the work tree differs from commit %s: %s%s; commit or ignore these files%s"
              .formatted(
                  checkout.commit(),
                  String.join(", ", changed.subList(0, Math.min(NAMED, changed.size()))),
                  more,
                  allow));
    }
  }

  /** The verdict of the check, if it passes. */
  private CheckResult passed(ExperimentSpec spec, List<ClaimVerdicts> claims, String agent)
      throws IOException, UserError {
    CheckResult result = new CheckOperation(workspace, false).stored(spec, claims);
    if (STRICT.fails(result)) {
      throw refused(
          agent,
          "the check of %s does not pass; see mvn recsim:check -Drecsim.experiment=%s%n%s"
              .formatted(spec.name(), spec.name(), String.join("\n", CheckWords.lines(result))));
    }
    if (result.comparison(agent).filter(it -> it.outcome() == Outcome.NEW).isPresent()) {
      throw refused(
          agent,
          "the baseline of %s lacks it; record it: mvn recsim:baseline -Drecsim.experiment=%s"
              .formatted(spec.name(), spec.name()));
    }
    return result;
  }
}
