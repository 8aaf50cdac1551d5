package dev.recsim.app.project;

import dev.recsim.baseline.BaselineFile;
import dev.recsim.baseline.InvalidBaseline;
import dev.recsim.baseline.Rule;
import dev.recsim.baseline.Snapshot;
import dev.recsim.experimentfile.BaselineRule;
import dev.recsim.experimentfile.Definition;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.io.RegularFile;
import dev.recsim.rule.Change;
import dev.recsim.rule.Changes;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The baseline of an experiment, and what changed in the experiment since.
 *
 * @param file where it is or would be
 * @param problem why it cannot be used, and what to do; empty if it can be used or there is none
 * @param recorded empty if there is no usable baseline
 */
public record Baseline(Path file, Optional<String> problem, Optional<Recorded> recorded) {
  /**
   * A recorded run.
   *
   * @param changes of the arena and of each agent's definition since then
   * @param rule the recorded rule
   * @param relaxed ways in which the current rule is more lenient than the recorded one
   */
  public record Recorded(Snapshot snapshot, Changes changes, Rule rule, List<Change> relaxed) {
    /** Whether scores of the experiment cannot be compared with those recorded. */
    public boolean arenaChanged() {
      return !changes.arena().isEmpty();
    }
  }

  /** Much larger than any baseline; larger files are not read. */
  private static final long MOST_BYTES = 64L << 20;

  /** The folder of baseline files: {@code baselines} in the folder of the experiments. */
  public static Path folder(Path experiments) {
    return experiments.resolve("baselines");
  }

  /** Reads the baseline file of an experiment, {@code baselines/<name>.json}. */
  public static Baseline of(ExperimentSpec spec) throws IOException {
    Path file = folder(spec.home()).resolve(spec.name() + ".json");
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw InvalidBaseline.notOne();
      }
      Snapshot snapshot = BaselineFile.parse(RegularFile.text(file));
      if (!snapshot.experiment().equals(spec.name())) {
        throw InvalidBaseline.ofAnother(snapshot.experiment());
      }
      return new Baseline(file, Optional.empty(), Optional.of(since(spec, snapshot)));
    } catch (NoSuchFileException e) {
      return new Baseline(file, Optional.empty(), Optional.empty());
    } catch (InvalidBaseline e) {
      return unusable(file, e.getMessage());
    } catch (CharacterCodingException | RegularFile.NotOne | IllegalArgumentException e) {
      return unusable(file, InvalidBaseline.notOne().getMessage());
    }
  }

  private static Baseline unusable(Path file, String problem) {
    return new Baseline(file, Optional.of(file + " " + problem), Optional.empty());
  }

  private static Recorded since(ExperimentSpec spec, Snapshot snapshot) {
    if (snapshot.resolved().equals(spec.resolved()) && snapshot.files().equals(spec.files())) {
      return new Recorded(snapshot, Changes.NONE, spec.rule(), List.of());
    }
    Definition then = Definition.of(snapshot.resolved(), snapshot.files());
    Definition now = Definition.since(then, spec);
    Map<String, List<Change>> agents = new TreeMap<>();
    now.agents()
        .forEach(
            (name, keys) -> {
              if (then.agents().containsKey(name)) {
                agents.put(name, prefixed(name, Change.between(then.agents().get(name), keys)));
              }
            });
    Rule rule = BaselineRule.of(snapshot.resolved());
    return new Recorded(
        snapshot,
        new Changes(Change.between(then.arena(), now.arena()), agents),
        rule,
        rule.relaxedIn(spec.rule(), snapshot));
  }

  private static List<Change> prefixed(String agent, List<Change> changes) {
    return changes.stream()
        .map(it -> new Change("agents." + agent + "." + it.key(), it.before(), it.after()))
        .toList();
  }

  /** Whether scores of the experiment cannot be compared with those recorded. */
  public boolean arenaChanged() {
    return recorded.filter(Recorded::arenaChanged).isPresent();
  }
}
