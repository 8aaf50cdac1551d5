package dev.recsim.ope.evaluation;

import dev.recsim.logs.Labels;
import dev.recsim.logs.Log;
import dev.recsim.logs.LogReport;
import dev.recsim.logs.LoggedSession;
import dev.recsim.ope.PropensityCheck;
import dev.recsim.ope.RewardModel;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongUnaryOperator;

/** What a log contains: the result of reading it once. */
public final class Survey implements Pass.Sums<Survey> {
  private static final long serialVersionUID = 1;

  private final Log log;
  private final LinkedHashMap<Long, Boolean> documents = new LinkedHashMap<>();
  private final LinkedHashMap<Long, Boolean> catalogue = new LinkedHashMap<>();
  private final LinkedHashMap<Long, Boolean> states = new LinkedHashMap<>();
  private final RewardModel model = new RewardModel();
  private final PropensityCheck propensities = new PropensityCheck();
  private long sessions;
  private int steps;
  private int positions;
  private int fewestPositions = Integer.MAX_VALUE;
  private boolean candidates;
  private int fewestFeatures = Integer.MAX_VALUE;
  private boolean topics = true;
  private boolean positionRewards = true;
  private boolean rewards = true;
  private double smallestPropensity = 1;
  private double smallestReward = Double.POSITIVE_INFINITY;
  private long atSmallest;
  private double largestReward = Double.NEGATIVE_INFINITY;
  private transient LogSource source;
  private transient LogReport report;

  private Survey(Log log) {
    this.log = log;
  }

  /** Reads a log in this JVM. */
  public static Survey of(Log log) {
    return of(LogSource.of(log));
  }

  /** Reads a log. */
  public static Survey of(LogSource source) {
    LogSource.Read<Survey> read = source.read(Survey::new);
    Survey survey = read.sums();
    survey.source = source;
    survey.report = read.report();
    read.report()
        .catalogue()
        .forEach(it -> survey.catalogue.put(survey.log.documents().code(it), true));
    sort(survey.catalogue, survey.log.documents());
    sort(survey.documents, survey.log.documents());
    sort(survey.states, survey.log.states());
    return survey;
  }

  /** The order must not depend on that of sessions, which differs if a log is read in parts. */
  private static <V> void sort(LinkedHashMap<Long, V> values, Labels labels) {
    Map<Long, V> before = new HashMap<>(values);
    values.clear();
    before.keySet().stream()
        .sorted(labels::compare)
        .forEach(code -> values.put(code, before.get(code)));
  }

  @Override
  public void add(Survey other) {
    LongUnaryOperator document = code -> log.documents().code(other.log.documents().text(code));
    LongUnaryOperator state = code -> log.states().code(other.log.states().text(code));
    other.documents.keySet().forEach(code -> documents.put(document.applyAsLong(code), true));
    propensities.add(other.propensities, state, document);
    other.states.keySet().forEach(code -> states.put(state.applyAsLong(code), true));
    model.add(other.model, state, document);
    sessions += other.sessions;
    steps = Math.max(steps, other.steps);
    positions = Math.max(positions, other.positions);
    fewestPositions = Math.min(fewestPositions, other.fewestPositions);
    candidates |= other.candidates;
    fewestFeatures = Math.min(fewestFeatures, other.fewestFeatures);
    topics &= other.topics;
    positionRewards &= other.positionRewards;
    rewards &= other.rewards;
    smallestPropensity = Math.min(smallestPropensity, other.smallestPropensity);
    if (other.smallestReward < smallestReward) {
      smallestReward = other.smallestReward;
      atSmallest = 0;
    }
    atSmallest += other.smallestReward == smallestReward ? other.atSmallest : 0;
    largestReward = Math.max(largestReward, other.largestReward);
  }

  @Override
  public void add(LoggedSession session) {
    sessions++;
    steps = Math.max(steps, session.steps());
    double total = 0;
    for (int t = 0; t < session.steps(); t++) {
      int size = session.size(t);
      positions = Math.max(positions, size);
      fewestPositions = Math.min(fewestPositions, size);
      candidates |= session.candidates(t) > 0;
      for (int c = 0; c < session.candidates(t); c++) {
        fewestFeatures = Math.min(fewestFeatures, session.features(t, c).length);
        topics &= session.topic(t, c) >= 0;
      }
      states.put(session.state(t), true);
      rewards &= !Double.isNaN(session.reward(t));
      total += session.reward(t);
      if (session.propensity(t) > 0) {
        smallestPropensity = Math.min(smallestPropensity, session.propensity(t));
      }
      for (int p = 0; p < size; p++) {
        documents.put(session.document(t, p), true);
        positionRewards &= !Double.isNaN(session.reward(t, p));
      }
      if (session.propensity(t, 0) > 0) {
        propensities.add(session.state(t), session.document(t, 0), session.propensity(t, 0));
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
  }

  /** The document that is shown far more often than the propensities say, in words. */
  Optional<String> implausible() {
    return propensities
        .excess(state -> stateText(state).hashCode())
        .map(
            it ->
                text(
                    "the document %s is shown %,d times%s, %.2f times as often as the propensities"
                        + " say; the propensities are wrong. Log the probabilities with which"
                        + " documents were really drawn",
                    documentText(it.document()),
                    it.count(),
                    it.state().map(state -> " in the state " + stateText(state)).orElse(""),
                    it.times()));
  }

  /** Number of sessions that earned more than the smallest reward: of clicks, those with one. */
  long rewarded() {
    return sessions - atSmallest;
  }

  public Log log() {
    return log;
  }

  LogSource source() {
    return source;
  }

  public LogReport report() {
    return report;
  }

  /** Number of sessions. */
  public long sessions() {
    return sessions;
  }

  /** The documents that were shown, numbers by size and then texts. */
  public Set<Long> documents() {
    return Collections.unmodifiableSet(documents.keySet());
  }

  /** The documents that could be shown in steps without candidates: all that the log knows. */
  Set<Long> catalogue() {
    return Collections.unmodifiableSet((catalogue.isEmpty() ? documents : catalogue).keySet());
  }

  /** The states, numbers by size and then texts. */
  public Set<Long> states() {
    return Collections.unmodifiableSet(states.keySet());
  }

  /** The states by number, from 0. */
  HashMap<Long, Integer> stateNumbers() {
    HashMap<Long, Integer> numbers = new HashMap<>();
    states.keySet().forEach(state -> numbers.put(state, numbers.size()));
    return numbers;
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

  /** Features of the candidate with the fewest; many if there are no candidates. */
  int fewestFeatures() {
    return fewestFeatures;
  }

  /** Whether every candidate has a topic. */
  boolean topics() {
    return topics;
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
