package dev.recsim.baseline;

import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.stats.Estimate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A committed version of a baseline.
 *
 * @param commit short hash
 * @param date of the commit, {@code 2026-11-25}
 * @param subject first line of the commit's message
 * @param fingerprint of the experiment that was recorded
 * @param means mean score of each agent that has scores, by name
 */
public record Revision(
    String commit, String date, String subject, String fingerprint, Map<String, Estimate> means) {

  /**
   * @param baseline the scores of that version
   */
  public Revision(String commit, String date, String subject, Snapshot baseline) {
    this(commit, date, subject, baseline.fingerprint(), means(baseline));
  }

  /** The mean score of each agent that has scores. */
  public static Map<String, Estimate> means(Snapshot baseline) {
    return baseline.agents().stream()
        .filter(agent -> !agent.scores().isEmpty())
        .collect(
            Collectors.toMap(
                AgentScores::name,
                it -> Estimate.of(it.values()),
                (one, other) -> one,
                LinkedHashMap::new));
  }
}
