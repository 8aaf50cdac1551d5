package dev.recsim.store;

import dev.recsim.explain.replay.Replayed;
import dev.recsim.io.AtomicFile;
import dev.recsim.io.RegularFile;
import dev.recsim.store.code.CodeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was played again of the trials of an experiment.
 *
 * @param folder of the trials; need not exist yet
 */
public record ReplayStore(Path folder, CodeFile codes) {
  /**
   * Whether it has what was replayed from these trials. Reads only the start of the file.
   *
   * @param trials digest of the trials
   * @param kept digest of the trial of a baseline; empty without
   */
  public boolean isReplayed(String trials, String kept) {
    try {
      return Files.isRegularFile(file()) && ReplayFile.isOf(trials, kept, file());
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * What was replayed from these trials; empty if it is not stored or damaged. Sessions of another
   * trial of a baseline are left out.
   *
   * @param trials digest of the trials
   * @param kept digest of the trial of a baseline; empty without
   */
  public Optional<Replayed> replayed(String trials, String kept) {
    try {
      if (!Files.isRegularFile(file()) || !ReplayFile.isOf(trials, file())) {
        return Optional.empty();
      }
      Replayed replayed = ReplayFile.read(RegularFile.read(file()));
      return Optional.of(isReplayed(trials, kept) ? replayed : replayed.withoutBaseline());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Stores what was replayed from these trials. */
  public void save(Replayed replayed, String trials, String kept) throws IOException {
    AtomicFile.write(file(), ReplayFile.write(trials, kept, replayed));
  }

  /**
   * Says which trials earned other rewards when sessions of them were played again.
   *
   * @param played how they differed, by fingerprint; empty if they did not
   */
  public void played(Map<String, Optional<String>> played) throws IOException {
    different().add(played);
  }

  /** Whether any trial earned other rewards when it was played again. */
  public boolean hasUnrepeatable() {
    return Files.isRegularFile(different().file());
  }

  /**
   * How trials differed from what was played again, for the agents that did.
   *
   * @param fingerprints of trials, by agent
   */
  public SortedMap<String, String> unrepeatable(Map<String, List<String>> fingerprints) {
    SortedMap<String, String> agents = new TreeMap<>();
    different()
        .read()
        .forEach(
            (stored, how) ->
                fingerprints.forEach(
                    (agent, its) -> {
                      if (its.stream().anyMatch(it -> codes.areSame(stored, it))) {
                        agents.putIfAbsent(agent, how);
                      }
                    }));
    return agents;
  }

  /** The file of what was replayed from the trials. */
  public Path file() {
    return folder.resolve("replay.json");
  }

  private RepeatFile different() {
    return new RepeatFile(folder.resolve("unrepeatable.tsv"));
  }
}
