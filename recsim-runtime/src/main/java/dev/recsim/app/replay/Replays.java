package dev.recsim.app.replay;

import dev.recsim.experiment.PlannedTrial;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.explain.replay.Replay;
import dev.recsim.explain.replay.Replay.Pair;
import dev.recsim.explain.replay.Replay.Part;
import dev.recsim.explain.replay.Replayed;
import dev.recsim.io.Digest;
import dev.recsim.report.ExperimentResults;
import dev.recsim.report.ExperimentResults.AgentResults;
import dev.recsim.store.TrialStore;
import dev.recsim.trial.Evaluation;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Replays evaluation sessions of an experiment for its report: sessions of the best agent and the
 * next one side by side, one of an agent and its version in the baseline, and the first sessions of
 * many agents. All are of the seed on which the best agent has its median score, or of another one
 * on which an agent loses to its baseline. An agent that cannot be replayed is replaced by the next
 * one. What was replayed is a file of the store.
 */
public final class Replays {
  /** Number of steps of a session that is shown; fewer if the page would be too large. */
  private static final int FEWEST_STEPS = 20;

  private static final int MOST_STEPS = 100;

  /** Steps of all trials for one step that is shown, so that short runs stay short. */
  private static final long STEPS_FOR_ONE = 40_000;

  /** Largest number of agents with tables besides the references. */
  private static final int MOST_AGENTS = 10;

  /** Largest share of the steps of an agent's trials that is played again for tables. */
  private static final double SHARE = 0.002;

  private static final int FEWEST_DECISIONS = 300;
  private static final int MOST_DECISIONS = 2_000;

  private static final String OTHER_ARENA =
      "environment, root seed or evaluation have changed since the baseline, so its users differ";

  private final ExperimentResults results;
  private final TrialStore store;
  private final Map<TrialId, PlannedTrial> planned = new HashMap<>();

  /** The completed trials of each agent, in the order of the experiment. */
  private final Map<String, List<Completed>> completed = new LinkedHashMap<>();

  /** Empty if no agent is compared with its baseline. */
  private final Optional<Rival> rival;

  private final String digest;

  /** What was replayed just now, so that it need not be read. */
  private Optional<Replayed> fresh = Optional.empty();

  /**
   * @param planned the trials that can be replayed
   * @param store has them, and trials of the baseline
   */
  public Replays(
      ExperimentResults results,
      List<PlannedTrial> planned,
      TrialStore store,
      BaselineTrialScores recorded) {
    this.results = results;
    this.store = store;
    planned.forEach(it -> this.planned.put(it.trial().id(), it));
    StringBuilder lines = new StringBuilder(results.about().production().orElse(""));
    for (AgentResults agent : results.agents()) {
      List<Completed> its = new ArrayList<>();
      for (TrialResult trial : agent.trials()) {
        PlannedTrial plan = this.planned.get(trial.id());
        if (plan != null && trial instanceof Completed done) {
          its.add(done);
          long score = Double.doubleToLongBits(done.score());
          lines.append('\n').append(plan.fingerprint()).append(' ').append(score);
        }
      }
      completed.put(agent.name(), its);
    }
    digest = Digest.of(lines.toString().getBytes(StandardCharsets.UTF_8));
    rival = store.hasKept() ? rival(recorded) : Optional.empty();
  }

  private Optional<Rival> rival(BaselineTrialScores recorded) {
    List<List<Completed>> ranking =
        results.ranking().stream()
            .map(it -> completed.get(it.name()))
            .filter(its -> !its.isEmpty() && planned.get(its.get(0).id()).agent().replayable())
            .toList();
    return ranking.isEmpty()
        ? Optional.empty()
        : Rival.of(ranking, SessionChoice.median(ranking.get(0)).id().seed(), store, recorded);
  }

  /** A digest of the trial of the baseline that is played; empty if there is none. */
  public String kept() {
    return rival.map(Rival::digest).orElse("");
  }

  /** Whether these trials are replayed already. Reads only the start of a file. */
  public boolean areStored() {
    return store.replays().isReplayed(digest, kept());
  }

  /**
   * What was replayed from these trials; empty if it is not stored. If the trial of the baseline is
   * another one, its session is left out.
   */
  public Optional<Replayed> stored() {
    return fresh.or(() -> store.replays().replayed(digest, kept()));
  }

  /** What was replayed from these trials; replays and stores it if it is not stored. */
  public Replayed replayed(TrialExecutor executor) throws IOException {
    Optional<Replayed> stored = areStored() ? stored() : Optional.empty();
    if (stored.isPresent()) {
      return stored.get();
    }
    Replayed made = replay(executor);
    store.replays().save(made, digest, kept());
    fresh = Optional.of(made);
    return made;
  }

  private Replayed replay(TrialExecutor executor) throws IOException {
    Map<String, String> missing = new LinkedHashMap<>();
    for (PlannedTrial trial : planned.values()) {
      if (!trial.agent().replayable()) {
        missing.put(trial.agent().name(), PlannedTrial.NOT_REPLAYABLE);
      }
    }
    rival
        .filter(it -> it.pair().isEmpty())
        .ifPresent(it -> missing.put(Replay.inBaseline("all agents"), OTHER_ARENA));
    while (true) {
      Optional<Replay> replay = wanted(missing.keySet());
      if (replay.isEmpty()) {
        return new Replayed(null, missing, List.of(), null);
      }
      Replayed made = executor.replay(planned, store, replay.get());
      store.replays().played(differences(replay.get(), made));
      boolean complete =
          made.missing().keySet().stream()
              .allMatch(it -> rival.map(Rival::name).filter(it::equals).isPresent());
      missing.putAll(made.missing());
      if (complete) {
        return new Replayed(made.seed(), missing, made.sessions(), made.shown());
      }
    }
  }

  /** How trials of this experiment differ from what was played, by fingerprint. */
  private static Map<String, Optional<String>> differences(Replay replay, Replayed made) {
    Map<String, Optional<String>> differences = new HashMap<>();
    for (Part part : replay.trials()) {
      Optional<String> reason = Optional.ofNullable(made.missing().get(part.name()));
      if (!part.kept() && reason.map(Evaluation::isDifference).orElse(true)) {
        differences.put(part.fingerprint(), reason);
      }
    }
    return differences;
  }

  /** What to replay without these agents; empty if there is nothing. */
  private Optional<Replay> wanted(Set<String> missing) {
    List<AgentResults> ranking =
        results.ranking().stream()
            .filter(it -> !missing.contains(it.name()) && !completed.get(it.name()).isEmpty())
            .toList();
    if (ranking.isEmpty()) {
      return Optional.empty();
    }
    Optional<Rival> against =
        rival.filter(it -> it.pair().isPresent() && !missing.contains(it.agent()));
    int seed =
        against
            .map(Rival::now)
            .orElseGet(() -> SessionChoice.median(completed.get(ranking.get(0).name())))
            .id()
            .seed();
    List<Completed> trials = new ArrayList<>();
    Set<String> counted = new HashSet<>();
    for (AgentResults agent : ranking) {
      if (counted.size() < MOST_AGENTS || isProduction(agent, counted)) {
        counted.add(agent.name());
      }
      completed.get(agent.name()).stream()
          .filter(it -> it.id().seed() == seed)
          .forEach(trials::add);
    }
    List<Pair> pairs = SessionChoice.of(trials, results.about().production());
    against.flatMap(Rival::pair).ifPresent(pairs::add);
    List<Part> parts = new ArrayList<>();
    for (String agent : completed.keySet()) {
      for (Completed trial : trials) {
        if (trial.id().agent().equals(agent)) {
          int first = counted.contains(agent) ? counted(trial) : 0;
          part(trial, false, first, pairs).ifPresent(parts::add);
        }
      }
    }
    against.flatMap(it -> part(it.then().result(), true, 0, pairs)).ifPresent(parts::add);
    long played = completed.values().stream().mapToLong(Replays::steps).sum();
    long steps = Math.max(FEWEST_STEPS, Math.min(MOST_STEPS, played / STEPS_FOR_ONE));
    return Optional.of(new Replay(seed, parts, pairs, (int) steps));
  }

  /** Whether an agent runs today, or is the first random one. */
  private boolean isProduction(AgentResults agent, Set<String> counted) {
    return results.about().production().filter(agent.name()::equals).isPresent()
        || agent.type().equals("random")
            && results.agents().stream()
                .noneMatch(it -> it.type().equals("random") && counted.contains(it.name()));
  }

  /**
   * The sessions of a trial that are replayed; empty if there are none.
   *
   * @param kept whether it is the trial of the baseline
   */
  private Optional<Part> part(Completed trial, boolean kept, int counted, List<Pair> pairs) {
    String agent = trial.id().agent();
    String name = kept ? Replay.inBaseline(agent) : agent;
    SortedSet<Integer> sessions = new TreeSet<>();
    for (int i = 0; i < counted; i++) {
      sessions.add(i);
    }
    for (Pair pair : pairs) {
      if (pair.agents().contains(name)) {
        sessions.add(pair.session());
      }
    }
    int[] numbers = sessions.stream().mapToInt(it -> it).toArray();
    double[] rewards = new double[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      rewards[i] = trial.rewards()[numbers[i]];
    }
    return numbers.length == 0
        ? Optional.empty()
        : Optional.of(
            new Part(
                agent, kept, planned.get(trial.id()).fingerprint(), counted, numbers, rewards));
  }

  /** The number of sessions for tables: the first ones, up to a number of steps. */
  private int counted(Completed trial) {
    double limit = SHARE * steps(completed.get(trial.id().agent()));
    limit = Math.max(FEWEST_DECISIONS, Math.min(MOST_DECISIONS, limit));
    int sessions = 0;
    for (long steps = 0; sessions < trial.lengths().length && steps < limit; sessions++) {
      steps += trial.lengths()[sessions];
    }
    return sessions;
  }

  /** The steps of trials, in training and evaluation. */
  private static long steps(List<Completed> trials) {
    long steps = 0;
    for (Completed trial : trials) {
      steps += trial.envSteps();
      for (int length : trial.lengths()) {
        steps += length;
      }
    }
    return steps;
  }
}
