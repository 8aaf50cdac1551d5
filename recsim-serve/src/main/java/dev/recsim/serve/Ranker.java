package dev.recsim.serve;

import dev.recsim.api.Policy;
import dev.recsim.serve.arm.Arms;
import java.nio.file.Path;
import java.util.Map;

/**
 * Ranks documents with promoted policies. Thread-safe.
 *
 * <pre>{@code
 * try (Ranker ranker = Ranker.load(Path.of("promoted/shop/slate_q"))) {
 *   Ranking ranking = ranker.rank(RankRequest.of("user-7", Map.of("age", 0.4), candidates));
 * }
 * }</pre>
 */
public final class Ranker implements AutoCloseable {
  private Ranker() {}

  /**
   * {@return a ranker of one greedy policy, without a log}
   *
   * @param promoted folder of the policy
   */
  public static Ranker load(Path promoted) {
    return open(RankerOptions.of(Map.of("policy", RankerOptions.Source.of(promoted))));
  }

  /**
   * {@return a ranker}
   *
   * @param options what it serves
   * @throws RankRefused if the options do not fit
   */
  public static Ranker open(RankerOptions options) {
    throw new UnsupportedOperationException("not written yet");
  }

  /**
   * {@return the slate to show}
   *
   * @param request who asks, and for what
   * @throws RankRefused if the request cannot be served
   */
  public Ranking rank(RankRequest request) {
    throw new UnsupportedOperationException("not written yet");
  }

  /**
   * Logs what happened after a decision.
   *
   * @param outcome of a decision
   * @throws RankRefused if it is invalid
   */
  public void outcome(Outcome outcome) {
    throw new UnsupportedOperationException("not written yet");
  }

  /**
   * Chooses slates as the policy of an experiment does: the same observation and key give the same
   * slate. No arm, rule, fallback or log is involved.
   *
   * @param policy name of the policy; null for the only one
   * @param batch the sessions; receives the slates
   */
  public void judge(String policy, Policy.Batch batch) {
    throw new UnsupportedOperationException("not written yet");
  }

  /**
   * Replaces a policy. Requests that are being answered finish with the old one.
   *
   * @param policy name of the policy
   * @param promoted folder of the new one
   * @throws RankRefused if it does not fit; the old one stays
   */
  public void reload(String policy, Path promoted) {
    throw new UnsupportedOperationException("not written yet");
  }

  /**
   * Brings back the policy that the last reload replaced.
   *
   * @param policy name of the policy
   * @throws RankRefused if there was no reload
   */
  public void rollback(String policy) {
    throw new UnsupportedOperationException("not written yet");
  }

  /**
   * Reads the file of the catalogue again.
   *
   * @throws RankRefused if it is invalid; the old catalogue stays
   */
  public void reloadCatalogue() {
    throw new UnsupportedOperationException("not written yet");
  }

  /**
   * Replaces the arms, which the log records.
   *
   * @param arms the new arms
   * @throws RankRefused if they do not fit
   */
  public void arms(Arms arms) {
    throw new UnsupportedOperationException("not written yet");
  }

  /** {@return the arms now; null if there is only one} */
  public Arms arms() {
    throw new UnsupportedOperationException("not written yet");
  }

  /** {@return the counters} */
  public RankerStatus status() {
    throw new UnsupportedOperationException("not written yet");
  }

  /** Stops shadows, and closes the log. */
  @Override
  public void close() {}
}
