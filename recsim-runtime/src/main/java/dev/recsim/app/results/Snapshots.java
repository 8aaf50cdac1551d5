package dev.recsim.app.results;

import dev.recsim.baseline.Snapshot;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.experimentfile.Definition;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.ResolvedKeys;
import dev.recsim.trial.TrialResult;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes snapshots of stored trials, and reads their keys. */
public final class Snapshots {
  private Snapshots() {}

  /**
   * The scores of an experiment.
   *
   * @param trials stored ones, by agent, then by ascending seed
   * @param optimum exact value of the best policy; null where it is not known
   */
  public static Snapshot of(ExperimentSpec spec, List<TrialResult> trials, Double optimum) {
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
