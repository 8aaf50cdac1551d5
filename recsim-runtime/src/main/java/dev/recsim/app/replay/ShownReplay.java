package dev.recsim.app.replay;

import dev.recsim.api.Environment;
import dev.recsim.io.AtomicFile;
import dev.recsim.io.Digest;
import dev.recsim.json.JsonRecords;
import dev.recsim.random.RandomKey;
import dev.recsim.report.ExperimentResults;
import dev.recsim.report.ExperimentResults.AgentResults;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.shown.Frame;
import dev.recsim.trial.shown.Recording;
import dev.recsim.trial.shown.ShownTables;
import dev.recsim.trial.shown.ShownTables.Absent;
import dev.recsim.trial.shown.Tables;
import dev.recsim.trial.shown.Tables.Traced;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Records what agents show in their first evaluation sessions, and keeps the tables in a file of
 * the store. All agents play the seed on which the best one has its median score.
 */
public final class ShownReplay {
  /** Changes when the tables do. */
  private static final int SCHEMA_VERSION = 1;

  /** Largest number of agents besides the references. */
  private static final int MOST_AGENTS = 10;

  /** Largest share of the steps of an agent's trials that is played again. */
  private static final double SHARE = 0.01;

  private static final int FEWEST_DECISIONS = 300;
  private static final int MOST_DECISIONS = 2_000;

  private final ExperimentResults results;
  private final Replays replays;

  /**
   * The file.
   *
   * @param trials digest of the trials that it was made from
   * @param tables null if there are none
   */
  record ShownFile(int schemaVersion, String trials, ShownTables tables) {}

  /**
   * @param replays replays the trials of the results
   */
  public ShownReplay(ExperimentResults results, Replays replays) {
    this.results = results;
    this.replays = replays;
  }

  /** The stored tables; empty if there are none of these trials. */
  public Optional<ShownTables> stored() {
    return read(digest(trials())).map(ShownFile::tables);
  }

  /** The stored tables; plays sessions again and stores them if there are none of these trials. */
  public Optional<ShownTables> replayed() throws IOException {
    List<Completed> trials = trials();
    String digest = digest(trials);
    Optional<ShownFile> file = read(digest);
    if (file.isEmpty()) {
      file = Optional.of(new ShownFile(SCHEMA_VERSION, digest, record(trials).orElse(null)));
      AtomicFile.write(replays.store().shown(), JsonRecords.write(file.get()));
    }
    return file.map(ShownFile::tables);
  }

  private Optional<ShownFile> read(String digest) {
    return replays.read(
        replays.store().shown(),
        ShownFile.class,
        it -> it.schemaVersion() == SCHEMA_VERSION && digest.equals(it.trials()));
  }

  /** The trials that are played again, in the order of the experiment; all of one seed. */
  private List<Completed> trials() {
    List<AgentResults> ranking =
        results.ranking().stream().filter(it -> !replays.completed(it).isEmpty()).toList();
    if (ranking.isEmpty()) {
      return List.of();
    }
    int seed = Choice.median(replays.completed(ranking.get(0))).id().seed();
    Set<String> names = new LinkedHashSet<>();
    ranking.stream().limit(MOST_AGENTS).forEach(it -> names.add(it.name()));
    results.about().reference().ifPresent(names::add);
    ranking.stream()
        .filter(it -> it.type().equals("random"))
        .findFirst()
        .ifPresent(it -> names.add(it.name()));
    return results.agents().stream()
        .filter(it -> names.contains(it.name()))
        .flatMap(it -> replays.completed(it).stream())
        .filter(it -> it.id().seed() == seed)
        .toList();
  }

  private String digest(List<Completed> trials) {
    StringBuilder lines = new StringBuilder();
    for (Completed trial : trials) {
      String fingerprint = replays.planned(trial).fingerprint();
      lines.append(trial.id() + " " + fingerprint + " " + sessions(trial).length + "\n");
    }
    return Digest.of(lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** The sessions of a trial that are played again: the first ones, up to a number of steps. */
  private int[] sessions(Completed trial) {
    double limit = Math.max(FEWEST_DECISIONS, Math.min(MOST_DECISIONS, SHARE * steps(trial)));
    int sessions = 0;
    for (long steps = 0; sessions < trial.lengths().length && steps < limit; sessions++) {
      steps += trial.lengths()[sessions];
    }
    return IntStream.range(0, sessions).toArray();
  }

  /** The steps of all trials of the agent, in training and evaluation. */
  private long steps(Completed trial) {
    long steps = 0;
    for (AgentResults agent : results.agents()) {
      if (agent.name().equals(trial.id().agent())) {
        for (Completed its : replays.completed(agent)) {
          steps += its.envSteps() + IntStream.of(its.lengths()).asLongStream().sum();
        }
      }
    }
    return steps;
  }

  private Optional<ShownTables> record(List<Completed> trials) {
    if (trials.isEmpty()) {
      return Optional.empty();
    }
    int seed = trials.get(0).id().seed();
    RandomKey key = RandomKey.root(0).child("shown").child(seed);
    try {
      Environment environment = replays.planned(trials.get(0)).trial().environment();
      return record(trials, Frame.of(environment, key.child("frame")), seed, key);
    } catch (RuntimeException e) {
      // Code of users may fail; a report is written anyway.
      return Optional.empty();
    }
  }

  private Optional<ShownTables> record(
      List<Completed> trials, Frame frame, int seed, RandomKey key) {
    List<Traced> traced = new ArrayList<>();
    List<Absent> absent = new ArrayList<>();
    for (Completed trial : trials) {
      Recording recording = new Recording(frame, key.child("probes"));
      Optional<String> reason = replays.play(trial, sessions(trial), recording);
      String agent = trial.id().agent();
      if (reason.isPresent()) {
        absent.add(new Absent(agent, reason.get()));
      } else {
        traced.add(recording.traced(agent));
      }
    }
    return Tables.of(seed, frame, traced, absent);
  }
}
