package dev.recsim.explain.replay;

import dev.recsim.api.Environment;
import dev.recsim.explain.replay.Replay.Pair;
import dev.recsim.explain.replay.Replay.Part;
import dev.recsim.explain.replay.Replayed.Together;
import dev.recsim.explain.shown.Frame;
import dev.recsim.explain.shown.ShownRecording;
import dev.recsim.explain.shown.ShownTables;
import dev.recsim.explain.shown.Tables;
import dev.recsim.explain.shown.Tables.Traced;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Decision;
import dev.recsim.trial.StepLog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plays sessions of stored trials again, each once, and makes all that reports show from them. */
public final class Player {
  /** Largest size of all sessions, see {@link Size}; chart, table and script need little more. */
  private static final int MOST_CHARACTERS = 50_000;

  private final Replay replay;
  private final Environment environment;
  private final Words words = new Words();
  private final Map<String, String> missing = new LinkedHashMap<>();
  private final Map<String, Recorder> recorders = new LinkedHashMap<>();

  private Player(Replay replay, Environment environment) {
    this.replay = replay;
    this.environment = environment;
  }

  /** Plays the sessions of stored trials. */
  @FunctionalInterface
  public interface Source {
    /**
     * Plays sessions of a trial.
     *
     * @param log receives every decision
     * @return why it cannot be replayed, as the end of a sentence; empty if all rewards are the
     *     stored ones
     */
    Optional<String> play(Part part, StepLog log);
  }

  /**
   * Replays sessions. If agents are missing from the result, it has only the tables of the others.
   *
   * @param environment environment of the trials
   * @param source plays them
   */
  public static Replayed play(Replay replay, Environment environment, Source source) {
    return new Player(replay, environment).played(source);
  }

  private Replayed played(Source source) {
    RandomKey key = RandomKey.root(0).child("shown").child(replay.seed());
    Optional<Frame> frame = frame(key.child("frame"));
    for (Part part : replay.trials()) {
      Recorder recorder =
          new Recorder(
              part.name(),
              environment,
              words,
              frame.isEmpty() ? 0 : part.counted(),
              frame.map(ShownRecording::new).orElse(null),
              told(part.name()));
      Optional<String> reason = source.play(part, recorder);
      if (reason.isPresent()) {
        missing.put(part.name(), reason.get());
      } else {
        recorders.put(part.name(), recorder);
      }
    }
    return new Replayed(replay.seed(), missing, sessions(), frame.map(this::tables).orElse(null));
  }

  /** Numbers of the sessions of an agent that are described. */
  private List<Integer> told(String agent) {
    List<Integer> told = new ArrayList<>();
    for (Pair pair : replay.pairs()) {
      if (pair.agents().contains(agent)) {
        told.add(pair.session());
      }
    }
    return told;
  }

  /** Code of users may fail; a report is written anyway. */
  private Optional<Frame> frame(RandomKey key) {
    try {
      return Optional.of(Frame.of(environment, key));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  private ShownTables tables(Frame frame) {
    List<Traced> traced = new ArrayList<>();
    for (Part part : replay.trials()) {
      if (part.counted() > 0 && recorders.containsKey(part.name())) {
        traced.add(recorders.get(part.name()).traced());
      }
    }
    return Tables.of(replay.seed(), frame, traced).orElse(null);
  }

  private List<Together> sessions() {
    List<Pair> pairs =
        replay.pairs().stream().filter(it -> recorders.keySet().containsAll(it.agents())).toList();
    int most = replay.steps();
    while (true) {
      int steps = most;
      List<Together> sessions = new ArrayList<>();
      pairs.forEach(it -> sessions.add(together(it, steps)));
      double size = (double) Size.of(sessions) / MOST_CHARACTERS;
      if (size <= 1 || most == 1) {
        sessions.sort(Comparator.comparing(it -> it.parting() == null));
        return sessions;
      }
      most = Math.max(1, (int) (most / size * 0.95));
    }
  }

  private Together together(Pair pair, int most) {
    List<Recorder> recorded = pair.agents().stream().map(recorders::get).toList();
    int session = pair.session();
    Integer parting =
        recorded.size() < 2
            ? null
            : parting(recorded.get(0).decisions(session), recorded.get(1).decisions(session));
    int first =
        Optional.ofNullable(parting).filter(it -> it >= most).map(it -> it - most / 4).orElse(0);
    return new Together(
        session,
        pair.reasons(),
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
}
