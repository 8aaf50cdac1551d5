package dev.recsim.serve.log;

import java.util.List;
import java.util.Map;

/**
 * What came of a decision.
 *
 * @param decision id of the decision
 * @param clicks clicked positions, from 0; null if they are not reported
 * @param rewards reward of each position; null if they are not reported
 * @param reward of the decision; null if it is the sum of {@code rewards}, else of the clicks
 * @param signals named values of each position, or one value of the decision; may be empty
 * @param status of the session after the decision: {@code continues}, {@code ended} or {@code
 *     cut_off}; null if the application does not say
 */
public record OutcomeRecord(
    String decision,
    List<Integer> clicks,
    double[] rewards,
    Double reward,
    Map<String, double[]> signals,
    String status) {
  /** Takes missing signals as none. */
  public OutcomeRecord {
    signals = signals == null ? Map.of() : signals;
  }
}
