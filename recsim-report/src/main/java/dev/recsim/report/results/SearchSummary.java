package dev.recsim.report.results;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.recsim.report.results.Results.Mean;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The search of an experiment. Means are null where no trial completed.
 *
 * @param agent the agent whose options were searched
 * @param method {@code halving} or {@code random}
 * @param winner the best candidate; null if all failed
 * @param promised its mean over the seeds that it was chosen by, which is too high on average
 * @param confirmed its mean over fresh seeds
 * @param declared mean of the agent as declared over the same fresh seeds
 * @param gain mean of the differences winner - declared agent, seed by seed; null if the declared
 *     agent won
 * @param rungs that were played
 * @param candidates by index
 */
public record SearchSummary(
    String agent,
    String method,
    String winner,
    Mean promised,
    Mean confirmed,
    Mean declared,
    Mean gain,
    List<Rung> rungs,
    List<Candidate> candidates) {
  public SearchSummary {
    Objects.requireNonNull(agent);
    rungs = Results.copy(rungs);
    candidates = Results.copy(candidates);
  }

  /**
   * A rung.
   *
   * @param seeds of each candidate, those of earlier rungs included
   * @param candidates their names
   */
  public record Rung(int seeds, List<String> candidates) {
    public Rung {
      candidates = Results.copy(candidates);
    }
  }

  /**
   * A candidate.
   *
   * @param keys the searched keys with its values; empty for the agent as declared
   * @param mean over its seeds of the search; null if no trial completed
   * @param seeds number of its completed trials of the search
   * @param error why it is out; absent unless a trial failed
   */
  public record Candidate(
      String name,
      Map<String, String> keys,
      Double mean,
      int seeds,
      @JsonInclude(Include.NON_NULL) String error) {
    public Candidate {
      Objects.requireNonNull(name);
      keys = Results.copy(keys);
    }
  }
}
