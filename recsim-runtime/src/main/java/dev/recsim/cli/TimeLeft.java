package dev.recsim.cli;

import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * How long the trials of an experiment still take. Each agent's trials take as long as those of the
 * same agent did: a stored one, and those that have finished since. Not thread-safe.
 */
final class TimeLeft {
  private final LongSupplier clock;
  private final long start;
  private final Map<String, Agent> agents = new TreeMap<>();
  private final Map<TrialId, Long> running = new HashMap<>();

  /** Wall time of all trials that have finished. */
  private long spent;

  /** The trials of an agent. */
  private static final class Agent {
    private int left;
    private int known;
    private long sum;
  }

  /**
   * @param due the trials to run
   * @param past wall time of a stored trial by agent, in nanoseconds
   * @param clock nanoseconds
   */
  TimeLeft(List<TrialId> due, Map<String, Long> past, LongSupplier clock) {
    this.clock = clock;
    this.start = clock.getAsLong();
    due.forEach(it -> agents.computeIfAbsent(it.agent(), name -> new Agent()).left++);
    past.forEach((name, nanos) -> add(name, nanos));
  }

  private void add(String name, long nanos) {
    Agent agent = agents.get(name);
    if (agent != null) {
      agent.known++;
      agent.sum += nanos;
    }
  }

  void running(TrialId id) {
    running.put(id, clock.getAsLong());
  }

  void finished(TrialResult result) {
    long nanos = result.cost().trainingNanos() + result.cost().evaluationNanos();
    agents.get(result.id().agent()).left--;
    if (result instanceof Completed) {
      add(result.id().agent(), nanos);
    }
    long now = clock.getAsLong();
    spent += now - Optional.ofNullable(running.remove(result.id())).orElse(now - nanos);
  }

  /** Nanoseconds; empty if the time of an agent is not known, or how many trials run at once. */
  OptionalLong nanos() {
    long now = clock.getAsLong();
    long busy = running.values().stream().mapToLong(it -> now - it).sum();
    if (running.isEmpty() && spent == 0) {
      return OptionalLong.empty();
    }
    double work = -busy;
    int trials = 0;
    for (Map.Entry<String, Agent> each : agents.entrySet()) {
      Agent agent = each.getValue();
      if (agent.left > 0 && agent.known == 0) {
        return OptionalLong.empty();
      }
      trials += agent.left;
      work +=
          agent.left == 0
              ? 0
              : agent.left * Math.max(agent.sum / agent.known, longest(each.getKey(), now));
    }
    double elapsed = Math.max(1, now - start);
    double lanes = now == start ? running.size() : (busy + spent) / elapsed;
    return OptionalLong.of((long) (work / Math.max(1, Math.min(lanes, trials))));
  }

  /** How long a trial of an agent has been running. */
  private long longest(String agent, long now) {
    return running.entrySet().stream()
        .filter(it -> it.getKey().agent().equals(agent))
        .mapToLong(it -> now - it.getValue())
        .max()
        .orElse(0);
  }
}
