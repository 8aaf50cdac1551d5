package dev.recsim.explain.shown;

import java.util.List;

/**
 * What the agents of an experiment show in replayed evaluation sessions of one seed. Stored as
 * JSON.
 *
 * @param seed the seed
 * @param documents groups of documents: the rows of all counts
 * @param positions positions of a slate
 * @param steps ranges of steps of a session, with about equally many decisions each
 * @param users groups of users; without labels if users are not divided
 * @param agents in the order of the experiment
 * @param agreements of each two agents, in the order of the agents
 */
public record ShownTables(
    int seed,
    Axis documents,
    Axis positions,
    Axis steps,
    Axis users,
    List<AgentShown> agents,
    List<Agreement> agreements) {

  /**
   * What is distinguished.
   *
   * @param noun such as {@code topic}
   * @param labels names, such as {@code topic 3}
   */
  public record Axis(String noun, List<String> labels) {}

  /**
   * What an agent shows.
   *
   * @param agent name of the agent
   * @param sessions number of sessions
   * @param decisions number of slates
   * @param byPosition by group of documents and position
   * @param bySteps by group of documents and range of steps
   * @param byUsers by group of documents and group of users; null if users are not divided
   * @param entropy how varied the shown documents and the policy are
   * @param calibration of the agent's values; null if it has none
   * @param probes one for each feature that was varied
   */
  public record AgentShown(
      String agent,
      int sessions,
      int decisions,
      Counts byPosition,
      Counts bySteps,
      Counts byUsers,
      Spread entropy,
      Calibration calibration,
      List<Probe> probes) {}

  /**
   * Counts of documents that were shown and clicked.
   *
   * @param shown impressions, [group of documents][column]
   * @param clicked clicks, [group of documents][column]
   */
  public record Counts(long[][] shown, long[][] clicked) {}

  /**
   * Entropies in bits.
   *
   * @param shown of the groups of documents in all impressions
   * @param shownMost largest possible value
   * @param policy mean entropy of the policy given what it observes; null if it is unknown
   * @param policyMost that of uniformly random slates
   */
  public record Spread(double shown, double shownMost, Double policy, double policyMost) {}

  /**
   * How two agents differ for the same users. Two decisions are made in the same situation if all
   * earlier slates of the session were equal.
   *
   * @param one name of an agent
   * @param other name of the other agent
   * @param sessions number of sessions of both
   * @param neverApart sessions in which all slates were equal
   * @param together decisions in the same situation
   * @param togetherEqual those with equal slates
   * @param togetherOverlap mean share of the documents of a slate that both show, in the same
   *     situation
   * @param decisions decisions at the same step of the same user
   * @param equal those with equal slates
   * @param overlap mean share of the documents of a slate that both show
   */
  public record Agreement(
      String one,
      String other,
      int sessions,
      int neverApart,
      long together,
      long togetherEqual,
      double togetherOverlap,
      long decisions,
      long equal,
      double overlap) {
    /** Returns whether it is the agreement of these agents. */
    public boolean between(String agent, String another) {
      return one.equals(agent) && other.equals(another)
          || one.equals(another) && other.equals(agent);
    }
  }

  /**
   * Predicted and realized returns.
   *
   * @param discount discount of both
   * @param cutOff number of sessions that were cut off, whose last value stands for the rest
   * @param bins with about equally many decisions each, by predicted return
   */
  public record Calibration(double discount, int cutOff, List<Bin> bins) {}

  /**
   * Decisions with similar predicted returns.
   *
   * @param decisions their number
   * @param predicted mean of the agent's values
   * @param realized mean of the discounted sums of later rewards
   * @param error standard error of that mean, between sessions; null for a single session
   */
  public record Bin(int decisions, double predicted, double realized, Double error) {}

  /**
   * What a policy does as one feature of a mean user varies.
   *
   * @param feature its name
   * @param points its values
   * @param first name of the group of the document that is first, at each point; empty if the
   *     policy draws it with a probability below one half
   * @param values the agent's values at each point; empty if it has none
   */
  public record Probe(String feature, double[] points, List<String> first, double[] values) {}
}
