package dev.recsim.ope.evaluation;

import dev.recsim.logs.Log;
import dev.recsim.logs.LogReport;
import dev.recsim.logs.LoggedSession;
import dev.recsim.ope.RewardModel;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a log contains: the result of reading it once. */
public final class Survey {
  /** Standard errors by which a document may be shown too often; see {@link #implausible}. */
  private static final double MOST_Z = 6;

  private final Log log;
  private final LogReport report;
  private final Map<Long, Shown> documents = new LinkedHashMap<>();
  private final Map<Long, Boolean> states = new LinkedHashMap<>();
  private final RewardModel model = new RewardModel();
  private long sessions;
  private int steps;
  private int positions;
  private int fewestPositions = Integer.MAX_VALUE;
  private boolean candidates;
  private boolean positionRewards = true;
  private boolean rewards = true;
  private double smallestPropensity = 1;
  private double smallestReward = Double.POSITIVE_INFINITY;
  private long atSmallest;
  private double largestReward = Double.NEGATIVE_INFINITY;

  /** First decisions of sessions that showed a document first: count, and sums of 1 / p. */
  private static final class Shown {
    private long count;
    private double inverse;
    private double squares;
  }

  private Survey(Log log) {
    this.log = log;
    this.report = log.read(this::add);
  }

  /** Reads a log. */
  public static Survey of(Log log) {
    return new Survey(log);
  }

  private void add(LoggedSession session) {
    sessions++;
    steps = Math.max(steps, session.steps());
    double total = 0;
    for (int t = 0; t < session.steps(); t++) {
      int size = session.size(t);
      positions = Math.max(positions, size);
      fewestPositions = Math.min(fewestPositions, size);
      candidates |= session.candidates(t) > 0;
      states.put(session.state(t), true);
      rewards &= !Double.isNaN(session.reward(t));
      total += session.reward(t);
      if (session.propensity(t) > 0) {
        smallestPropensity = Math.min(smallestPropensity, session.propensity(t));
      }
      for (int p = 0; p < size; p++) {
        documents.computeIfAbsent(session.document(t, p), added -> new Shown());
        positionRewards &= !Double.isNaN(session.reward(t, p));
      }
      if (size == 1) {
        model.add(session.id(), session.state(t), session.document(t, 0), session.reward(t));
      }
    }
    if (total < smallestReward) {
      smallestReward = total;
      atSmallest = 0;
    }
    atSmallest += total == smallestReward ? 1 : 0;
    largestReward = Math.max(largestReward, total);
    shown(session);
  }

  private void shown(LoggedSession session) {
    Shown first = documents.get(session.document(0, 0));
    double inverse = 1 / session.propensity(0, 0);
    first.count++;
    first.inverse += inverse;
    first.squares += inverse * inverse;
  }

  /**
   * The document that is shown far more often than the propensities say, in words; empty if there
   * is none. The mean of 1 / p over the sessions, counting only those that show the document first,
   * is the share of sessions in which it could be shown, so at most 1.
   */
  public Optional<String> implausible() {
    long n = sessions;
    for (Map.Entry<Long, Shown> each : documents.entrySet()) {
      Shown shown = each.getValue();
      double mean = shown.inverse / n;
      double error = Math.sqrt(Math.max(0, shown.squares / n - mean * mean) / n);
      if (mean > 1 + MOST_Z * error && mean > 1 + 1e-9) {
        return Optional.of(
            text(
                "the document %s is shown %,d times, %.2f times as often as the propensities say;"
                    + " the propensities are wrong. Log the probabilities with which documents were"
                    + " really drawn",
                documentText(each.getKey()), shown.count, mean));
      }
    }
    return Optional.empty();
  }

  /** Number of sessions that earned more than the smallest reward: of clicks, those with one. */
  long rewarded() {
    return sessions - atSmallest;
  }

  public Log log() {
    return log;
  }

  public LogReport report() {
    return report;
  }

  /** Number of sessions. */
  public long sessions() {
    return sessions;
  }

  /** The documents that were shown, in the order of their first appearance. */
  public Set<Long> documents() {
    return Collections.unmodifiableSet(documents.keySet());
  }

  /** The states, in the order of their first appearance. */
  public Set<Long> states() {
    return Collections.unmodifiableSet(states.keySet());
  }

  String documentText(long document) {
    return log.documents().text(document);
  }

  String stateText(long state) {
    return log.states().text(state);
  }

  int userFeatures() {
    return log.userFeatures().size();
  }

  /** Steps of the longest session. */
  public int steps() {
    return steps;
  }

  /** Documents of the largest slate. */
  public int positions() {
    return positions;
  }

  /** Whether all slates have equally many documents. */
  boolean sameSize() {
    return positions == fewestPositions;
  }

  /** Whether steps have candidates. */
  boolean candidates() {
    return candidates;
  }

  /** Whether every step has a reward. */
  boolean rewards() {
    return rewards;
  }

  /** Whether every position has a reward. */
  boolean positionRewards() {
    return positionRewards;
  }

  double smallestPropensity() {
    return smallestPropensity;
  }

  /** Smallest reward of a session. */
  double smallestReward() {
    return smallestReward;
  }

  /** Largest reward of a session. */
  double largestReward() {
    return largestReward;
  }

  /** Predicts rewards of slates of one document. */
  RewardModel model() {
    return model;
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
