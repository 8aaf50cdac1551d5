package dev.recsim.trial.replay;

import dev.recsim.trial.replay.Replayed.Reason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which sessions are replayed, and what is made from them.
 *
 * @param seed of all trials
 * @param trials in the order of the experiment, one for each agent
 * @param pairs sessions that are shown side by side
 * @param steps largest number of steps of each that are described
 */
public record Replay(int seed, List<Part> trials, List<Pair> pairs, int steps) {
  public Replay {
    trials = List.copyOf(trials);
    pairs = List.copyOf(pairs);
  }

  /**
   * Sessions of a trial.
   *
   * @param fingerprint fingerprint of the trial
   * @param counted number of sessions, the first ones, from which tables are made
   * @param sessions numbers of all sessions that are replayed, ascending
   * @param rewards their stored rewards
   */
  public record Part(
      String agent, String fingerprint, int counted, int[] sessions, double[] rewards) {}

  /**
   * A session of two agents, or of one if there is no other.
   *
   * @param reasons why it was chosen
   */
  public record Pair(int session, List<Reason> reasons, List<String> agents) {
    public Pair {
      reasons = List.copyOf(reasons);
      agents = List.copyOf(agents);
    }
  }

  /** Returns that none of the trials can be replayed. */
  public Replayed failed(String reason) {
    Map<String, String> missing = new LinkedHashMap<>();
    trials.forEach(it -> missing.put(it.agent(), reason));
    return new Replayed(null, missing, List.of(), null);
  }
}
