package dev.recsim.logs;

import java.util.Arrays;

/**
 * The steps of one session of a log. It is valid only during the call that passes it: the reader
 * fills it again with another session. Steps and positions are counted from 0.
 */
public final class LoggedSession {
  /** How a session ended. */
  public enum End {
    /** The user left. */
    ENDED,
    /** The session was longer than the logging system allows. */
    CUT_OFF,
    /** The log does not say. */
    UNKNOWN
  }

  final int userFeatures;
  final int extras;

  long id;
  long userId;
  int steps;
  End end;
  boolean faulty;
  int rows;

  /** Number of the first position in the file, 0 or 1. */
  long base;

  long[] stepNumber = new long[4];
  double[] time = new double[4];
  long[] state = new long[4];
  double[] user;
  double[] stepReward = new double[4];
  double[] slatePropensity = new double[4];

  /** First position of each step, and the end of the last. */
  int[] first = new int[5];

  int positions;
  long[] document = new long[4];
  int[] index = new int[4];
  double[] reward = new double[4];
  boolean[] clicked = new boolean[4];
  double[] propensity = new double[4];
  double[] extra;

  /** First candidate of each step; steps with the same candidates share them. */
  int[] firstCandidate = new int[4];

  int[] candidatesOfStep = new int[4];
  int candidates;
  long[] candidate = {};
  int[] topic = {};
  double[][] features = {};

  LoggedSession(int userFeatures, int extras) {
    this.userFeatures = userFeatures;
    this.extras = extras;
    this.user = new double[4 * userFeatures];
    this.extra = new double[4 * extras];
  }

  /**
   * Identifies the session: its number, or a hash below 0 of a text. In session logs of recsim, a
   * hash of agent, seed and session.
   */
  public long id() {
    return id;
  }

  /**
   * Identifies the user: a number, or a hash below 0 of a text; {@link Log#NOBODY} in a log without
   * users.
   */
  public long userId() {
    return userId;
  }

  public int steps() {
    return steps;
  }

  public End end() {
    return end;
  }

  /** State before a step, see {@link Log#states()}; 0 in a log without states. */
  public long state(int step) {
    return state[step];
  }

  /** A numeric feature of the user before a step, in the order of {@link Log#userFeatures()}. */
  public double user(int step, int feature) {
    return user[step * userFeatures + feature];
  }

  /** Time of a step as a number, or in seconds since 1970; NaN in a log without times. */
  public double time(int step) {
    return time[step];
  }

  /** Reward of a step, which is the sum over its positions if the log has those. */
  public double reward(int step) {
    return stepReward[step];
  }

  /** Probability of the step's slate under the logging policy; NaN if it is unknown. */
  public double propensity(int step) {
    return slatePropensity[step];
  }

  /** Number of documents of a step's slate. */
  public int size(int step) {
    return first[step + 1] - first[step];
  }

  /** Document at a position, see {@link Log#documents()}. */
  public long document(int step, int position) {
    return document[first[step] + position];
  }

  /** Index of this document among the candidates of the step; -1 if the log has none. */
  public int index(int step, int position) {
    return index[first[step] + position];
  }

  /** Reward of a position; NaN if the log has only rewards of slates. */
  public double reward(int step, int position) {
    return reward[first[step] + position];
  }

  /** Whether the user clicked; in CSV files, whether the reward of the position is above 0. */
  public boolean clicked(int step, int position) {
    return clicked[first[step] + position];
  }

  /**
   * Probability of the document at a position under the logging policy, given the documents above
   * it; NaN if it is unknown.
   */
  public double propensity(int step, int position) {
    return propensity[first[step] + position];
  }

  /** Value of an additional column, in the order in which they were asked for. */
  public double extra(int step, int position, int column) {
    return extra[(first[step] + position) * extras + column];
  }

  /** Number of candidates of a step; 0 if the log has none. */
  public int candidates(int step) {
    return candidatesOfStep[step];
  }

  /** Id of a candidate. */
  public long candidate(int step, int candidate) {
    return this.candidate[firstCandidate[step] + candidate];
  }

  /** Topic of a candidate; -1 if it has none. */
  public int topic(int step, int candidate) {
    return topic[firstCandidate[step] + candidate];
  }

  /** Features of a candidate; steps share the array, which must not be written to. */
  public double[] features(int step, int candidate) {
    return features[firstCandidate[step] + candidate];
  }

  void clear(long id) {
    this.id = id;
    userId = Log.NOBODY;
    steps = 0;
    positions = 0;
    candidates = 0;
    rows = 0;
    end = End.UNKNOWN;
    faulty = false;
  }

  /** Clips the size of all rewards; returns how many were larger. */
  long clip(double largest) {
    long count = 0;
    for (int s = 0; s < steps; s++) {
      boolean positions = first[s + 1] > first[s] && !Double.isNaN(reward[first[s]]);
      double sum = 0;
      for (int p = first[s]; p < first[s + 1]; p++) {
        count += Math.abs(reward[p]) > largest ? 1 : 0;
        reward[p] = Math.max(-largest, Math.min(largest, reward[p]));
        sum += reward[p];
      }
      if (!positions) {
        count += Math.abs(stepReward[s]) > largest ? 1 : 0;
        stepReward[s] = Math.max(-largest, Math.min(largest, stepReward[s]));
      } else {
        stepReward[s] = sum;
      }
    }
    return count;
  }

  /** Adds a step without documents; its reward and propensity follow from its positions. */
  void addStep(long number, double time, long state) {
    if (steps == this.state.length) {
      growSteps();
    }
    int s = steps++;
    stepNumber[s] = number;
    this.time[s] = time;
    this.state[s] = state;
    stepReward[s] = 0;
    slatePropensity[s] = 1;
    first[s] = positions;
    first[steps] = positions;
    firstCandidate[s] = candidates;
    candidatesOfStep[s] = 0;
  }

  /** Adds a position to the last step; returns its index among all positions. */
  int addPosition(long document, double reward, double propensity) {
    if (positions == this.document.length) {
      growPositions();
    }
    int p = positions++;
    first[steps] = positions;
    this.document[p] = document;
    index[p] = -1;
    this.reward[p] = reward;
    clicked[p] = reward > 0;
    this.propensity[p] = propensity;
    stepReward[steps - 1] += reward;
    slatePropensity[steps - 1] *= propensity;
    return p;
  }

  void addCandidate(long id, int topic, double[] features) {
    if (candidates == candidate.length) {
      int length = Math.max(16, 2 * candidates);
      candidate = Arrays.copyOf(candidate, length);
      this.topic = Arrays.copyOf(this.topic, length);
      this.features = Arrays.copyOf(this.features, length);
    }
    candidate[candidates] = id;
    this.topic[candidates] = topic;
    this.features[candidates++] = features;
    candidatesOfStep[steps - 1]++;
  }

  /** Gives the last step the candidates of the step before. */
  void repeatCandidates() {
    int s = steps - 1;
    firstCandidate[s] = firstCandidate[s - 1];
    candidatesOfStep[s] = candidatesOfStep[s - 1];
  }

  private void growSteps() {
    int length = 2 * steps;
    stepNumber = Arrays.copyOf(stepNumber, length);
    time = Arrays.copyOf(time, length);
    state = Arrays.copyOf(state, length);
    user = Arrays.copyOf(user, length * userFeatures);
    stepReward = Arrays.copyOf(stepReward, length);
    slatePropensity = Arrays.copyOf(slatePropensity, length);
    first = Arrays.copyOf(first, length + 1);
    firstCandidate = Arrays.copyOf(firstCandidate, length);
    candidatesOfStep = Arrays.copyOf(candidatesOfStep, length);
  }

  private void growPositions() {
    int length = 2 * positions;
    document = Arrays.copyOf(document, length);
    index = Arrays.copyOf(index, length);
    reward = Arrays.copyOf(reward, length);
    clicked = Arrays.copyOf(clicked, length);
    propensity = Arrays.copyOf(propensity, length);
    extra = Arrays.copyOf(extra, length * extras);
  }
}
