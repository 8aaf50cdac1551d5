package dev.recsim.serve;

import dev.recsim.serve.log.SinkStatus;
import java.util.List;
import java.util.Map;

/**
 * Counters of a {@link Ranker} since it was opened.
 *
 * @param answers to requests
 * @param features by name of the feature, events by name: {@code missing}, {@code unknown}, {@code
 *     not_a_number}, {@code out_of_range}
 * @param shadows by name of the policy
 * @param policies identity of what each policy serves now: the digest of its manifest
 * @param documents number of documents of the catalogue
 * @param log what was logged
 */
public record RankerStatus(
    Answers answers,
    Map<String, Map<String, Long>> features,
    Map<String, Shadow> shadows,
    Map<String, String> policies,
    int documents,
    SinkStatus log) {

  /**
   * The answers to requests.
   *
   * @param decisions number of decisions by arm and policy, without fallbacks
   * @param fallbacks number of fallback slates by reason
   * @param refused number of requests refused
   * @param latency of all decisions
   */
  public record Answers(
      Map<String, Map<String, Long>> decisions,
      Map<String, Long> fallbacks,
      long refused,
      Latency latency) {}

  /**
   * A histogram of times.
   *
   * @param bounds upper bounds of the buckets in seconds, ascending; the last bucket has none
   * @param counts number of times in each bucket, one more than bounds
   * @param sum of the times in seconds
   */
  public record Latency(List<Double> bounds, List<Long> counts, double sum) {}

  /**
   * What a policy that ranks beside would have shown.
   *
   * @param compared number of requests
   * @param dropped number of requests left out because its queue was full
   * @param failed number of requests on which it failed
   * @param sameSlate number of equal slates
   * @param sameFirst number of equal first documents
   * @param overlap sum over requests of the share of documents that both slates have
   * @param latency of its rankings
   */
  public record Shadow(
      long compared,
      long dropped,
      long failed,
      long sameSlate,
      long sameFirst,
      double overlap,
      Latency latency) {}
}
