package dev.recsim.app.replay;

import dev.recsim.explain.replay.Replay.Pair;
import dev.recsim.explain.replay.Replayed.Reason;
import dev.recsim.trial.TrialResult.Completed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;

/** Chooses the trials and the sessions that a report shows. */
final class SessionChoice {
  private SessionChoice() {}

  /**
   * The trial whose score is the median; the lower one of two.
   *
   * @param trials of one agent, at least one
   */
  static Completed median(List<Completed> trials) {
    List<Completed> sorted = new ArrayList<>(trials);
    sorted.sort(
        Comparator.comparingDouble(Completed::score).thenComparingInt(trial -> trial.id().seed()));
    return sorted.get((sorted.size() - 1) / 2);
  }

  /**
   * The sessions of the best agent and the next one, and the largest loss to the reference.
   *
   * @param trials of the same seed, best agent first; at least one
   * @param reference name of the reference agent, if there is one
   */
  static List<Pair> of(List<Completed> trials, Optional<String> reference) {
    Completed best = trials.get(0);
    String name = best.id().agent();
    if (trials.size() == 1) {
      return pairs(byReward(best.rewards()), List.of(name));
    }
    Completed next = trials.get(1);
    List<Pair> pairs = pairs(of(best.rewards(), next.rewards()), List.of(name, next.id().agent()));
    for (Completed other : trials.subList(2, trials.size())) {
      OptionalInt loss = loss(best.rewards(), other.rewards());
      String others = other.id().agent();
      if (reference.filter(others::equals).isPresent() && loss.isPresent()) {
        List<Reason> reasons = List.of(Reason.LARGEST_LOSS);
        pairs.add(new Pair(loss.getAsInt(), reasons, List.of(name, others)));
      }
    }
    return pairs;
  }

  /** Median, best and worst session of an agent, and those that differ most from another one. */
  static Map<Reason, Integer> of(double[] rewards, double[] others) {
    Map<Reason, Integer> chosen = byReward(rewards);
    int gain = best(rewards.length, i -> rewards[i] - others[i]);
    if (rewards[gain] > others[gain]) {
      chosen.put(Reason.LARGEST_GAIN, gain);
    }
    loss(rewards, others).ifPresent(it -> chosen.put(Reason.LARGEST_LOSS, it));
    return chosen;
  }

  /** The session in which an agent loses most to another one; empty if it never loses. */
  static OptionalInt loss(double[] rewards, double[] others) {
    int loss = best(rewards.length, i -> others[i] - rewards[i]);
    return others[loss] > rewards[loss] ? OptionalInt.of(loss) : OptionalInt.empty();
  }

  /** Median, best and worst session. */
  static Map<Reason, Integer> byReward(double[] rewards) {
    Integer[] sorted = new Integer[rewards.length];
    Arrays.setAll(sorted, i -> i);
    Arrays.sort(sorted, Comparator.comparingDouble(i -> rewards[i]));
    Map<Reason, Integer> chosen = new EnumMap<>(Reason.class);
    chosen.put(Reason.MEDIAN, sorted[(sorted.length - 1) / 2]);
    chosen.put(Reason.BEST, best(rewards.length, i -> rewards[i]));
    chosen.put(Reason.WORST, sorted[0]);
    return chosen;
  }

  /** The first session with the largest value. */
  private static int best(int sessions, IntToDoubleFunction value) {
    int best = 0;
    for (int i = 1; i < sessions; i++) {
      if (value.applyAsDouble(i) > value.applyAsDouble(best)) {
        best = i;
      }
    }
    return best;
  }

  /** Each session once, in the order of its first reason. */
  static List<Pair> pairs(Map<Reason, Integer> chosen, List<String> agents) {
    Map<Integer, List<Reason>> reasons = new LinkedHashMap<>();
    chosen.forEach(
        (reason, session) -> reasons.computeIfAbsent(session, it -> new ArrayList<>()).add(reason));
    List<Pair> pairs = new ArrayList<>();
    reasons.forEach((session, why) -> pairs.add(new Pair(session, why, agents)));
    return pairs;
  }
}
