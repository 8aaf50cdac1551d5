package dev.recsim.app;

import dev.recsim.app.git.Git;
import dev.recsim.app.project.Baseline;
import dev.recsim.app.project.Baseline.Recorded;
import dev.recsim.app.project.UserError;
import dev.recsim.app.results.TrialData;
import dev.recsim.baseline.Check;
import dev.recsim.baseline.Comparison;
import dev.recsim.baseline.Snapshot;
import dev.recsim.experiment.Plan;
import dev.recsim.experiment.PlannedTrial;
import dev.recsim.experiment.remote.Parcel;
import dev.recsim.experimentfile.Definition;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.io.Digest;
import dev.recsim.io.RunFiles;
import dev.recsim.store.TrialStore;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Cost;
import dev.recsim.trial.TrialResult.Failed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The experiment that a baseline recorded, to run with the current code. If the arena changed, it
 * shows whether the code has regressed. Its files and trials are stored in {@code recorded}, next
 * to the experiment's own trials.
 *
 * @param check judges its trials
 * @param lost why agents cannot be judged, by name: a file that only they have is nowhere
 */
record BaselineExperiment(
    ExperimentSpec spec, Check check, Plan plan, TrialStore store, SortedMap<String, String> lost) {

  /**
   * Reads the experiment. Its data files are read from the work tree if they are unchanged, else
   * from the commit of the baseline. Agents with a file that is in neither are not judged.
   *
   * @param current the current experiment
   * @param reports the folder of its report
   * @throws UserError if it cannot be run
   */
  static BaselineExperiment of(
      ExperimentSpec current, Baseline baseline, double alpha, Path reports)
      throws IOException, UserError {
    Path folder = current.file().toAbsolutePath().getParent();
    SortedMap<String, byte[]> files = new TreeMap<>();
    SortedMap<String, String> lost = new TreeMap<>();
    Recorded recorded = baseline.recorded().orElseThrow();
    for (Map.Entry<String, String> file : recorded.snapshot().files().entrySet()) {
      Optional<byte[]> bytes =
          bytes(folder.resolve(file.getKey()), file.getValue(), baseline.file());
      if (bytes.isEmpty()) {
        lose(recorded.snapshot(), file.getKey(), lost);
      }
      if (!Path.of(file.getKey()).isAbsolute()) {
        // An empty file lets the other agents be read.
        files.put(file.getKey(), bytes.orElse(new byte[0]));
      }
    }
    try {
      Path home = reports.resolve(RunFiles.RECORDED);
      ExperimentSpec spec = new Parcel(recorded.snapshot().resolved(), files).unpack(home);
      Check check = new Check(recorded.rule(), alpha);
      Plan plan = Plan.of(spec, check.allSeeds());
      TrialStore store = new TrialStore(home.resolve(RunFiles.TRIALS), plan.trials().size());
      return new BaselineExperiment(spec, check, plan, store, lost);
    } catch (InvalidExperiment e) {
      throw new UserError("the current code cannot read it: " + e.problems().get(0).message());
    }
  }

  /** A file as it was recorded; empty if it is nowhere. */
  private static Optional<byte[]> bytes(Path file, String digest, Path baseline)
      throws IOException {
    if (Files.isRegularFile(file)) {
      byte[] bytes = Files.readAllBytes(file);
      if (Digest.of(bytes).equals(digest)) {
        return Optional.of(bytes);
      }
    }
    return Git.committedWith(baseline, file).filter(bytes -> Digest.of(bytes).equals(digest));
  }

  /**
   * Adds the agents that need a file that is nowhere.
   *
   * @throws UserError if not only agents need it
   */
  private static void lose(Snapshot snapshot, String file, SortedMap<String, String> lost)
      throws UserError {
    String why =
        "its data file %s is neither in the work tree nor in git at the commit of its baseline; commit data files together with the baseline, and fetch the whole history"
            .formatted(file);
    Definition.of(snapshot.resolved(), snapshot.files())
        .agentsWith(file)
        .orElseThrow(() -> new UserError(why))
        .forEach(agent -> lost.putIfAbsent(agent, why));
  }

  /** The trials of these seeds of these agents. */
  Plan plan(Map<String, List<Integer>> seeds) {
    return plan.only(id -> seeds.getOrDefault(id.agent(), List.of()).contains(id.seed()));
  }

  /** The seeds that verdicts on agents need next, by agent. */
  SortedMap<String, List<Integer>> wanted(List<Comparison> comparisons) {
    SortedMap<String, List<Integer>> wanted = check.missing(comparisons, look());
    wanted.keySet().removeAll(lost.keySet());
    return wanted;
  }

  /** Whether an agent cannot be judged, because a file that it needs is nowhere. */
  boolean hasLost(String agent) {
    return lost.containsKey(agent);
  }

  /** The scores of its stored trials. */
  Snapshot look() {
    List<TrialResult> trials = new ArrayList<>();
    for (PlannedTrial planned : plan.trials()) {
      String why = lost.get(planned.trial().id().agent());
      if (why != null) {
        trials.add(new Failed(planned.trial().id(), why, "", new Cost(0, 0, 0)));
        continue;
      }
      store.find(planned.trial().id(), planned.fingerprint()).ifPresent(trials::add);
    }
    return TrialData.snapshot(spec, trials, null);
  }
}
