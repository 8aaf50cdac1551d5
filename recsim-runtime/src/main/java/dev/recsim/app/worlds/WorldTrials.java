package dev.recsim.app.worlds;

import dev.recsim.app.project.UserError;
import dev.recsim.experiment.Plan;
import dev.recsim.experiment.Progress;
import dev.recsim.experiment.Runner;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.experimentfile.worlds.PlausibleWorld;
import dev.recsim.experimentfile.worlds.WorldClaim;
import dev.recsim.experimentfile.worlds.WorldDesign;
import dev.recsim.experimentfile.worlds.WorldExperiments;
import dev.recsim.experimentfile.worlds.WorldExperiments.Fixed;
import dev.recsim.io.AtomicFile;
import dev.recsim.io.RunFiles;
import dev.recsim.report.worlds.WorldStudy;
import dev.recsim.report.worlds.WorldStudy.Demand;
import dev.recsim.report.worlds.WorldStudy.Factor;
import dev.recsim.report.worlds.WorldStudy.Judged;
import dev.recsim.rule.Claim;
import dev.recsim.store.BaselineTrials;
import dev.recsim.store.InputsNow;
import dev.recsim.store.SessionLogs;
import dev.recsim.store.TrialStore;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Failed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The trials of an experiment's claims over plausible worlds. Each world is an experiment with a
 * store of its own. Worlds run in order, until no further one can change the verdict.
 *
 * @param reports folder of all reports
 * @param alpha error rate of the verdict's bounds
 * @param inputs what agents in other programs would read now
 */
public record WorldTrials(Path reports, ExperimentSpec spec, double alpha, InputsNow inputs) {
  private static final String WORST = "worst-world";

  /** Runs the trials of a world; says how many ran. */
  private interface Running {
    int run(Plan plan, TrialStore store) throws IOException, InterruptedException;
  }

  /** A study with the world and the policies of its worst world. */
  private record Studied(
      WorldStudy study, Optional<PlausibleWorld> worst, List<Fixed> policies, int ran) {}

  /**
   * Runs what is missing.
   *
   * @param force whether to run stored trials again
   * @param watcher follows the worlds
   * @return number of trials that ran
   */
  public int run(TrialExecutor executor, boolean force, Consumer<WorldStudy> watcher)
      throws IOException, InterruptedException {
    Running running =
        (plan, store) ->
            new Runner(
                    store,
                    new SessionLogs(store.folder().resolve(RunFiles.SESSIONS), false),
                    executor,
                    Progress.NONE)
                .complete(plan, force);
    int ran = 0;
    for (int i = 0; i < spec.worlds().size(); i++) {
      ran += study(i, running, watcher).ran();
    }
    return ran;
  }

  /** What stored trials show. */
  public List<WorldStudy> look() throws IOException {
    List<WorldStudy> studies = new ArrayList<>();
    for (int i = 0; i < spec.worlds().size(); i++) {
      studies.add(stored(i).study());
    }
    return studies;
  }

  /** As {@link #look}, and writes the worst world of each claim beside the report. */
  public List<WorldStudy> report() throws IOException {
    List<WorldStudy> studies = new ArrayList<>();
    for (int i = 0; i < spec.worlds().size(); i++) {
      Studied studied = stored(i);
      if (studied.worst().isPresent()) {
        AtomicFile.write(
            folder().resolve(studied.study().file()),
            worst(i, studied.worst().get(), studied.policies()));
      }
      studies.add(studied.study());
    }
    return studies;
  }

  private Studied stored(int index) throws IOException {
    try {
      return study(index, (plan, store) -> 0, study -> {});
    } catch (InterruptedException e) {
      throw new IllegalStateException("nothing runs", e);
    }
  }

  private Path folder() {
    return reports.resolve(spec.name());
  }

  private Path trials() {
    return folder().resolve(RunFiles.TRIALS);
  }

  private Studied study(int index, Running running, Consumer<WorldStudy> watcher)
      throws IOException, InterruptedException {
    WorldClaim claim = spec.worlds().get(index);
    WorldDesign design = claim.design();
    WorldExperiments experiments = WorldExperiments.of(spec.resolved());
    Path stores = trials().resolve(RunFiles.WORLDS).resolve(design.digest());
    List<PlausibleWorld> worlds = design.worlds();
    List<Judged> judged = new ArrayList<>();
    List<Fixed> policies = new ArrayList<>();
    String problem = "";
    int ran = 0;
    try {
      if (!design.retrain()) {
        for (String agent : claim.claim().agents()) {
          policies.addAll(policies(agent));
        }
      }
      for (PlausibleWorld world : worlds) {
        Plan plan = Plan.of(experiment(experiments, claim, world, policies));
        TrialStore store =
            new TrialStore(
                stores.resolve(Integer.toString(world.number())),
                plan.trials().size(),
                BaselineTrials.NONE,
                inputs);
        int its = running.run(plan, store);
        ran += its;
        judged.add(judged(claim, world, plan, store, policies));
        WorldStudy so = study(index, judged, "");
        if (its > 0) {
          watcher.accept(so);
        }
        if (so.decided().isPresent()) {
          break;
        }
      }
    } catch (UserError e) {
      problem = e.getMessage();
    }
    WorldStudy study = study(index, judged, problem);
    Optional<PlausibleWorld> worst = study.worst().map(it -> worlds.get(it.number() - 1));
    return new Studied(study, worst, policies, ran);
  }

  private WorldStudy study(int index, List<Judged> judged, String problem) {
    WorldClaim claim = spec.worlds().get(index);
    WorldDesign design = claim.design();
    String number = spec.worlds().size() == 1 ? "" : "-" + (index + 1);
    return new WorldStudy(
        claim.claim(),
        new Demand(design.size(), design.share(), alpha),
        design.factors().stream().map(it -> new Factor(it.name(), it.levels())).toList(),
        judged,
        design.notes(),
        problem,
        judged.isEmpty() ? "" : WORST + number + ".yaml");
  }

  /** The policies of an agent: of each trial if it learns, else one. */
  private List<Fixed> policies(String agent) throws UserError {
    AgentSpec<?> its =
        spec.agents().stream().filter(it -> it.name().equals(agent)).findFirst().orElseThrow();
    Plan plan = Plan.of(spec, List.of(its), spec.seeds());
    TrialStore store = new TrialStore(trials(), plan.trials().size(), BaselineTrials.NONE, inputs);
    List<Fixed> policies = new ArrayList<>();
    for (Completed trial : completed(plan, store, spec.name())) {
      if (trial.ending() == null) {
        return List.of(Fixed.untrained(agent));
      }
      policies.add(Fixed.trained(agent, trial.id().seed(), fromFile(store.networks(trial.id()))));
    }
    return policies;
  }

  /** A path relative to the folder of the experiment's file, if there is one. */
  private String fromFile(Path path) {
    Path there = path.toAbsolutePath().normalize();
    Path here = spec.environment().directory().toAbsolutePath().normalize();
    try {
      return here.relativize(there).toString().replace('\\', '/');
    } catch (IllegalArgumentException e) {
      return there.toString(); // On another drive.
    }
  }

  private List<Completed> completed(Plan plan, TrialStore store, String where) throws UserError {
    List<Completed> trials = new ArrayList<>();
    for (var planned : plan.trials()) {
      TrialId id = planned.trial().id();
      TrialResult result = store.find(id, planned.fingerprint()).orElse(null);
      if (result instanceof Failed failed) {
        throw new UserError("%s: trial %s failed: %s".formatted(where, id, failed.error()));
      }
      if (!(result instanceof Completed completed)) {
        throw new UserError("%s has no finished trial %s".formatted(where, id));
      }
      trials.add(completed);
    }
    return trials;
  }

  private ExperimentSpec experiment(
      WorldExperiments experiments, WorldClaim claim, PlausibleWorld world, List<Fixed> policies)
      throws UserError {
    String yaml =
        claim.design().retrain()
            ? experiments.retrained(world, claim.claim().agents())
            : experiments.fixed(world, policies);
    try {
      return ExperimentReader.read(yaml, spec);
    } catch (InvalidExperiment e) {
      throw new UserError(
          "world %s (%s) cannot be made: %s"
              .formatted(
                  world.number(),
                  String.join(", ", world.values()),
                  e.problems().get(0).message()));
    }
  }

  private Judged judged(
      WorldClaim claim, PlausibleWorld world, Plan plan, TrialStore store, List<Fixed> policies)
      throws UserError {
    List<Completed> trials = completed(plan, store, "world " + world.number());
    Claim.OfTwo of = claim.claim().claim();
    WorldValue value =
        new WorldValue(of(of.agent(), trials, policies), of(of.other(), trials, policies), alpha);
    return new Judged(
        world.number(),
        world.levels(),
        world.values(),
        claim.design().retrain() ? value.retrained(of) : value.fixed(of));
  }

  /** The trials of an agent of the claim. */
  private static List<Completed> of(String agent, List<Completed> trials, List<Fixed> policies) {
    List<String> names =
        policies.isEmpty()
            ? List.of(agent)
            : policies.stream().filter(it -> it.agent().equals(agent)).map(Fixed::name).toList();
    return trials.stream().filter(it -> names.contains(it.id().agent())).toList();
  }

  /** The worst world as an experiment file. */
  private String worst(int index, PlausibleWorld world, List<Fixed> policies) {
    WorldClaim claim = spec.worlds().get(index);
    WorldExperiments experiments = WorldExperiments.of(spec.resolved());
    String file = spec.file().getFileName().toString();
    String own = file.replaceFirst("\\.ya?ml$", "") + "-" + WORST;
    String yaml;
    if (spec.variant().swept()) {
      yaml =
          claim.design().retrain()
              ? experiments.retrained(world, claim.claim().agents())
              : experiments.fixed(world, policies);
    } else {
      yaml =
          claim.design().retrain()
              ? experiments.extendingRetrained(file, own, world, claim.claim().agents())
              : experiments.extending(file, own, world, policies);
    }
    return """
        # The worst of the plausible worlds of "%s".
        # Copy this file to the folder of %s, under a name of its own. Then run it:
        #   mvn recsim:run -Drecsim.experiment=%s
        %s"""
        .formatted(claim.claim().claim().text(), file, own, yaml);
  }
}
