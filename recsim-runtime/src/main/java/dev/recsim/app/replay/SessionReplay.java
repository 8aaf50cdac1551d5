package dev.recsim.app.replay;

import dev.recsim.io.AtomicFile;
import dev.recsim.io.Digest;
import dev.recsim.json.JsonRecords;
import dev.recsim.report.ExperimentResults;
import dev.recsim.report.ExperimentResults.AgentResults;
import dev.recsim.report.sessions.ReplayedSessions;
import dev.recsim.report.sessions.ReplayedSessions.Together;
import dev.recsim.report.sessions.SessionSection;
import dev.recsim.trial.Decision;
import dev.recsim.trial.TrialResult.Completed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Replays the sessions that a report shows, and keeps them in a file of the store: sessions of the
 * best agent and the next one with the same users, on the seed on which the best agent has its
 * median score. An agent that cannot be replayed is replaced by the next one.
 */
public final class SessionReplay {
  /** Largest number of steps of a session; fewer if the page would be too large. */
  private static final int MOST_STEPS = 100;

  private final ExperimentResults results;
  private final Replays replays;

  /**
   * @param replays replays the trials of the results
   */
  public SessionReplay(ExperimentResults results, Replays replays) {
    this.results = results;
    this.replays = replays;
  }

  /** The stored sessions; empty if there are none of these trials. */
  public Optional<ReplayedSessions> stored() {
    return read(fingerprint());
  }

  /** The stored sessions; replays and stores them if there are none of these trials. */
  public ReplayedSessions replayed() throws IOException {
    String trials = fingerprint();
    Optional<ReplayedSessions> stored = read(trials);
    if (stored.isPresent()) {
      return stored.get();
    }
    ReplayedSessions made = make(trials);
    AtomicFile.write(replays.store().replay(), JsonRecords.write(made));
    return made;
  }

  private Optional<ReplayedSessions> read(String trials) {
    return replays.read(
        replays.store().replay(),
        ReplayedSessions.class,
        it -> it.schemaVersion() == ReplayedSessions.SCHEMA_VERSION && trials.equals(it.trials()));
  }

  /** Digest of the completed trials and of what is chosen from them. */
  private String fingerprint() {
    StringBuilder lines = new StringBuilder(results.about().reference().orElse("")).append('\n');
    for (AgentResults agent : results.agents()) {
      for (Completed trial : replays.completed(agent)) {
        lines
            .append(trial.id())
            .append(' ')
            .append(replays.planned(trial).fingerprint())
            .append(' ')
            .append(Double.doubleToLongBits(trial.score()))
            .append('\n');
      }
    }
    return Digest.of(lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  private ReplayedSessions make(String trials) {
    Map<String, String> missing = new LinkedHashMap<>();
    while (true) {
      List<List<Completed>> agents =
          results.ranking().stream()
              .filter(it -> !missing.containsKey(it.name()))
              .map(replays::completed)
              .filter(it -> !it.isEmpty())
              .toList();
      if (agents.isEmpty()) {
        return new ReplayedSessions(
            ReplayedSessions.SCHEMA_VERSION, trials, null, missing, List.of());
      }
      int failed = missing.size();
      Selection selection = Selection.of(agents, results.about().reference());
      Map<String, Recorder> recorders = new HashMap<>();
      for (Completed trial : selection.trials()) {
        play(trial, selection.sessions(trial), missing)
            .ifPresent(it -> recorders.put(trial.id().agent(), it));
      }
      if (missing.size() == failed) {
        return smallEnough(trials, selection, missing, recorders);
      }
    }
  }

  /** Replays sessions of a trial; adds the reason to the map if they cannot be replayed. */
  private Optional<Recorder> play(Completed trial, int[] sessions, Map<String, String> missing) {
    Recorder recorder =
        new Recorder(trial.id().agent(), replays.planned(trial).trial().environment());
    Optional<String> reason = replays.play(trial, sessions, recorder);
    reason.ifPresent(it -> missing.put(trial.id().agent(), it));
    return reason.isPresent() ? Optional.empty() : Optional.of(recorder);
  }

  private ReplayedSessions smallEnough(
      String trials,
      Selection selection,
      Map<String, String> missing,
      Map<String, Recorder> recorders) {
    int most = MOST_STEPS;
    while (true) {
      int steps = most;
      ReplayedSessions made =
          new ReplayedSessions(
              ReplayedSessions.SCHEMA_VERSION,
              trials,
              selection.seed(),
              missing,
              selection.pairs().stream()
                  .map(it -> together(it, recorders, steps))
                  .sorted(Comparator.comparing(it -> it.parting() == null))
                  .toList());
      double size = SessionSection.size(made);
      if (size <= 1 || most == 1) {
        return made;
      }
      most = Math.max(1, (int) (most / size * 0.95));
    }
  }

  private static Together together(Selection.Pair pair, Map<String, Recorder> recorders, int most) {
    List<Recorder> recorded =
        pair.trials().stream().map(it -> recorders.get(it.id().agent())).toList();
    int session = pair.choice().session();
    Integer parting =
        recorded.size() < 2
            ? null
            : parting(recorded.get(0).decisions(session), recorded.get(1).decisions(session));
    int first = parting == null || parting < most ? 0 : parting - most / 4;
    return new Together(
        session,
        pair.choice().reasons(),
        parting,
        recorded.stream().map(it -> it.played(session, first, most)).toList());
  }

  /** The first step with different slates, or null. */
  private static Integer parting(List<Decision> one, List<Decision> other) {
    for (int t = 0; t < Math.min(one.size(), other.size()); t++) {
      if (!one.get(t).slate().equals(other.get(t).slate())) {
        return t;
      }
    }
    return null;
  }

  /**
   * What is replayed.
   *
   * @param pairs the sessions
   */
  private record Selection(List<Pair> pairs) {

    /**
     * A session of two agents, or of one if there is no other.
     *
     * @param trials of the same seed
     */
    record Pair(Choice choice, List<Completed> trials) {}

    /**
     * @param agents the trials of each agent, the best one first
     * @param reference name of the reference agent, if there is one
     */
    static Selection of(List<List<Completed>> agents, Optional<String> reference) {
      Completed best = Choice.median(agents.get(0));
      List<Completed> others =
          agents.stream().skip(1).flatMap(it -> ofSeed(it, best.id().seed())).toList();
      List<Pair> pairs = new ArrayList<>();
      if (others.isEmpty()) {
        Choice.of(best.rewards()).forEach(it -> pairs.add(new Pair(it, List.of(best))));
        return new Selection(pairs);
      }
      Completed next = others.get(0);
      Choice.of(best.rewards(), next.rewards())
          .forEach(it -> pairs.add(new Pair(it, List.of(best, next))));
      others.stream()
          .skip(1)
          .filter(it -> reference.filter(it.id().agent()::equals).isPresent())
          .forEach(
              it ->
                  Choice.loss(best.rewards(), it.rewards())
                      .forEach(loss -> pairs.add(new Pair(loss, List.of(best, it)))));
      return new Selection(pairs);
    }

    private static Stream<Completed> ofSeed(List<Completed> trials, int seed) {
      return trials.stream().filter(it -> it.id().seed() == seed);
    }

    int seed() {
      return pairs.get(0).trials().get(0).id().seed();
    }

    /** All trials, each once. */
    List<Completed> trials() {
      return pairs.stream().flatMap(it -> it.trials.stream()).distinct().toList();
    }

    /** The sessions that a trial plays, ascending. */
    int[] sessions(Completed trial) {
      return pairs.stream()
          .filter(it -> it.trials.contains(trial))
          .mapToInt(it -> it.choice.session())
          .sorted()
          .distinct()
          .toArray();
    }
  }
}
