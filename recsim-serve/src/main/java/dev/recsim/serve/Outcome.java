package dev.recsim.serve;

import java.util.List;
import java.util.Map;

/**
 * What happened after a decision.
 *
 * @param decision id of the decision
 * @param clicks positions that were clicked, from 0
 * @param rewards by position; null if they are not known by position
 * @param reward of the whole decision; null for the sum of the rewards
 * @param signals other numbers by name, each by position
 * @param status of the session: {@code continues}, {@code ended} or {@code cut_off}; null if
 *     unknown
 */
public record Outcome(
    String decision,
    List<Integer> clicks,
    double[] rewards,
    Double reward,
    Map<String, double[]> signals,
    String status) {}
