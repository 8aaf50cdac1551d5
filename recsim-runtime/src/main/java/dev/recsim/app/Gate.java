package dev.recsim.app;

import dev.recsim.app.git.Git;
import dev.recsim.baseline.BaselineFile;
import dev.recsim.baseline.Change;
import dev.recsim.baseline.Check;
import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.InvalidBaseline;
import dev.recsim.baseline.Revision;
import dev.recsim.baseline.Snapshot;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.experiment.Plan;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.experimentfile.ExperimentSpec.ClaimSpec;
import dev.recsim.experimentfile.ResolvedKeys;
import dev.recsim.report.ExperimentResults.Exact;
import dev.recsim.report.Provenance;
import dev.recsim.trial.TrialResult;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Holds what is stored of an experiment against its baseline file and its claims. */
public final class Gate {
  /** Committed versions of a baseline that a report looks back on. */
  private static final int HISTORY = 20;

  /** Far more than any baseline; a file that is larger is none. */
  private static final long MOST_BYTES = 64L << 20;

  private final ExperimentSpec spec;
  private final Path file;
  private final Check check;
  private final Plan plan;
  private final Reports reports;

  Gate(ExperimentSpec spec, Workspace workspace) {
    this.spec = spec;
    this.file = file(spec);
    this.check =
        new Check(
            spec.baseline(),
            spec.claims().stream().map(ClaimSpec::claim).toList(),
            spec.seeds(),
            workspace.alpha());
    this.plan = Plan.of(spec, check.allSeeds());
    this.reports = new Reports(workspace, spec, declared());
  }

  /** The baseline file of an experiment: {@code baselines/<name>.json} beside the experiments. */
  static Path file(ExperimentSpec spec) {
    return spec.home().resolve("baselines").resolve(spec.name() + ".json");
  }

  Path file() {
    return file;
  }

  ExperimentSpec spec() {
    return spec;
  }

  /** The seeds that a baseline holds. */
  List<Integer> allSeeds() {
    return check.allSeeds();
  }

  Reports reports() {
    return reports;
  }

  /** The trials that the experiment file asks for. */
  Plan declared() {
    Set<Integer> seeds = Set.copyOf(spec.seeds());
    return plan.only(id -> seeds.contains(id.seed()));
  }

  /** All trials that a check may ask for. */
  Plan all() {
    return plan;
  }

  /** The seeds that undecided verdicts ask for next, by agent. */
  Map<String, List<Integer>> wanted(Judged judged) {
    return check.wanted(judged.result(), judged.snapshot());
  }

  /** The trials of some seeds of some agents. */
  Plan of(Map<String, List<Integer>> seeds) {
    return plan.only(id -> seeds.getOrDefault(id.agent(), List.of()).contains(id.seed()));
  }

  /** What is stored, and what the check says of it. */
  Judged look() throws IOException {
    List<TrialResult> stored = reports.stored(plan);
    Snapshot snapshot = snapshot(stored);
    return new Judged(stored, snapshot, judge(snapshot));
  }

  /** Writes the report of the trials that the experiment file asks for. */
  Reported report(Provenance provenance, Judged judged) throws IOException {
    Set<Integer> seeds = Set.copyOf(spec.seeds());
    List<Revision> history = Files.exists(file) ? Git.history(file, HISTORY) : List.of();
    return reports.write(
        provenance,
        judged.trials().stream().filter(it -> seeds.contains(it.id().seed())).toList(),
        judged.result(),
        history);
  }

  private Snapshot snapshot(List<TrialResult> stored) {
    List<AgentScores> agents =
        spec.agents().stream()
            .map(
                agent ->
                    AgentScores.of(agent.name(), agent.provider().name(), trials(agent, stored)))
            .toList();
    return new Snapshot(
        spec.name(),
        spec.fingerprint(),
        spec.resolved(),
        spec.files(),
        Optional.ofNullable(reports.exact()).map(Exact::optimal).orElse(null),
        agents);
  }

  private static List<TrialResult> trials(AgentSpec<?> agent, List<TrialResult> stored) {
    return stored.stream().filter(trial -> trial.id().agent().equals(agent.name())).toList();
  }

  private CheckResult judge(Snapshot current) throws IOException {
    Snapshot baseline;
    try {
      Optional<Snapshot> read = read(file);
      if (read.isEmpty()) {
        return check.withoutBaseline(current);
      }
      baseline = read.get();
    } catch (InvalidBaseline e) {
      return check.damaged(current, file + " " + e.getMessage());
    }
    List<Change> changes;
    try {
      changes = Change.between(keys(baseline, Change::matters), keys(current, Change::matters));
    } catch (IllegalArgumentException e) {
      return check.damaged(current, file + " " + InvalidBaseline.notOne().getMessage());
    }
    return changes.isEmpty()
        ? check.against(current, baseline)
        : check.changed(current, baseline, changes);
  }

  /**
   * A baseline file; empty if there is none.
   *
   * @throws InvalidBaseline if it cannot be used
   */
  static Optional<Snapshot> read(Path file) throws IOException, InvalidBaseline {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw InvalidBaseline.notOne();
      }
      return Optional.of(BaselineFile.parse(Files.readString(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (CharacterCodingException e) {
      throw InvalidBaseline.notOne();
    }
  }

  /**
   * Resolved keys and the files' digests: what makes the experiment another one.
   *
   * @param which of the resolved keys
   * @throws IllegalArgumentException if the snapshot holds no resolved experiment
   */
  public static Map<String, String> keys(Snapshot snapshot, Predicate<String> which) {
    Map<String, String> keys = new TreeMap<>();
    ResolvedKeys.of(snapshot.resolved())
        .forEach(
            (key, value) -> {
              if (which.test(key)) {
                keys.put(key, value);
              }
            });
    snapshot
        .files()
        .forEach(
            (name, digest) ->
                keys.put(name, "SHA-256 " + digest.substring(0, Math.min(12, digest.length()))));
    return keys;
  }
}
