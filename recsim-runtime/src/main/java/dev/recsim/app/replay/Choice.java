package dev.recsim.app.replay;

import dev.recsim.report.sessions.ReplayedSessions.Reason;
import dev.recsim.trial.TrialResult.Completed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A session that is replayed.
 *
 * @param session its number
 * @param reasons why it was chosen
 */
record Choice(int session, List<Reason> reasons) {

  /**
   * The trial whose score is the median; the lower one of two.
   *
   * @param trials of one agent, at least one
   */
  static Completed median(List<Completed> trials) {
    return trials.stream()
        .sorted(
            Comparator.comparingDouble(Completed::score)
                .thenComparingInt(trial -> trial.id().seed()))
        .toList()
        .get((trials.size() - 1) / 2);
  }

  /** Sessions of an agent: median, best and worst, by their rewards. */
  static List<Choice> of(double[] rewards) {
    return choices(byReward(rewards));
  }

  /** Sessions of an agent: median, best and worst, and those that differ most from another one. */
  static List<Choice> of(double[] rewards, double[] others) {
    Map<Reason, Integer> chosen = byReward(rewards);
    int gain = best(rewards.length, i -> rewards[i] - others[i]);
    if (rewards[gain] > others[gain]) {
      chosen.put(Reason.LARGEST_GAIN, gain);
    }
    loss(rewards, others).forEach(it -> chosen.put(Reason.LARGEST_LOSS, it.session));
    return choices(chosen);
  }

  /** The session in which an agent loses most to another one; none if it never loses. */
  static List<Choice> loss(double[] rewards, double[] others) {
    int loss = best(rewards.length, i -> others[i] - rewards[i]);
    return others[loss] > rewards[loss]
        ? List.of(new Choice(loss, List.of(Reason.LARGEST_LOSS)))
        : List.of();
  }

  private static Map<Reason, Integer> byReward(double[] rewards) {
    Map<Reason, Integer> chosen = new EnumMap<>(Reason.class);
    int[] sorted =
        IntStream.range(0, rewards.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> rewards[i]))
            .mapToInt(Integer::intValue)
            .toArray();
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
  private static List<Choice> choices(Map<Reason, Integer> chosen) {
    Map<Integer, List<Reason>> reasons = new LinkedHashMap<>();
    chosen.forEach(
        (reason, session) -> reasons.computeIfAbsent(session, it -> new ArrayList<>()).add(reason));
    return reasons.entrySet().stream().map(it -> new Choice(it.getKey(), it.getValue())).toList();
  }
}
